#ifndef IKU_SERVICES_IKUCTL_TEXT_CATALOGUE_H_
#define IKU_SERVICES_IKUCTL_TEXT_CATALOGUE_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace iku::ctl {

// One text in both languages, found by its key.
struct Entry {
  absl::string_view key;
  absl::string_view indonesian;
  absl::string_view english;
};

// The texts about computed indicators, those about import sessions, quarantine
// and changes, those about backups and about erasures; all others stand in
// texts.cc.
absl::Span<const Entry> IndicatorTexts();
absl::Span<const Entry> IngestTexts();
absl::Span<const Entry> BackupTexts();
absl::Span<const Entry> RetentionTexts();

// One topic of the help.
struct Topic {
  absl::string_view name;
  absl::string_view indonesian;
  absl::string_view english;
};

// The topics of commands that ask the indicator service, those about import
// sessions, quarantine and changes, those about backups and about erasures; all
// others stand in help.cc.
absl::Span<const Topic> IndicatorTopics();
absl::Span<const Topic> IngestTopics();
absl::Span<const Topic> BackupTopics();
absl::Span<const Topic> RetentionTopics();

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_TEXT_CATALOGUE_H_
