#include "services/collection/village_document/village_document.h"

#include "services/collection/record/canonical_text.h"

namespace iku::collection {

std::string CanonicalText(const VillageDocument& document) {
  CanonicalTextBuilder text("villageDocument 1");
  text.Add("village", document.village)
      .Add("kind", static_cast<int64_t>(document.kind))
      .Add("fiscal_year", int64_t{document.fiscal_year})
      .Add("revision", int64_t{document.revision})
      .Add("regulation_number", document.regulation_number)
      .Add("agreed_date", document.agreed_date)
      .Add("enacted_date", document.enacted_date)
      .Add("promulgated_date", document.promulgated_date)
      .Add("submitted_date", document.submitted_date)
      .Add("evaluation_number", document.evaluation_number)
      .Add("evaluation_date", document.evaluation_date)
      .Add("received_date", document.received_date)
      .Add("letter_number", document.letter_number);
  if (document.evidence) {
    text.Add("evidence.kind", document.evidence->kind)
        .Add("evidence.number", document.evidence->number)
        .Add("evidence.date", document.evidence->date)
        .Add("evidence.uri", document.evidence->uri)
        .Add("evidence.sha256", document.evidence->sha256);
  }
  text.Add("note", document.note);
  return std::move(text).Build();
}

}  // namespace iku::collection
