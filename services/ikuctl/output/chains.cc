#include "services/ikuctl/output/chains.h"

#include "absl/strings/str_cat.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

absl::string_view WordOf(v1::ChainFault fault) {
  switch (fault) {
    case v1::CHAIN_FAULT_BROKEN:
      return "chain_broken";
    case v1::CHAIN_FAULT_CONTENT:
      return "chain_content";
    default:
      return "chain_missing";
  }
}

}  // namespace

void PrintChains(const Page& page, const v1::VerifyChangesResponse& reply) {
  if (reply.mismatches_size() > 0) {
    Table table({{page.Say("district")},
                 {page.Say("change"), true},
                 {page.Say("fault")}});
    for (const v1::ChainMismatch& mismatch : reply.mismatches()) {
      table.Add({mismatch.district(), absl::StrCat(mismatch.data_version()),
                 page.Say(WordOf(mismatch.fault()))});
    }
    page.out << table.Render(page.width) << "\n";
  }
  page.out << page.Say(
                  reply.mismatches_total() == 0 ? "chains_good" : "chains_bad",
                  {{"chains", absl::StrCat(reply.chains())},
                   {"changes", absl::StrCat(reply.changes())},
                   {"versions", absl::StrCat(reply.record_versions())},
                   {"count", absl::StrCat(reply.mismatches_total())}})
           << "\n";
  if (!reply.head_sha256().empty()) {
    page.out << page.Say("chain_head",
                         {{"version", absl::StrCat(reply.data_version())},
                          {"head", reply.head_sha256()}})
             << "\n";
  }
}

}  // namespace iku::ctl
