#ifndef IKU_SERVICES_IKUCTL_COMMAND_COMMANDS_H_
#define IKU_SERVICES_IKUCTL_COMMAND_COMMANDS_H_

#include <set>
#include <string>
#include <vector>

#include "services/ikuctl/client/connection.h"
#include "services/ikuctl/console.h"
#include "services/ikuctl/options.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// What one command works with. Thread-compatible.
struct Work {
  const Options& options;
  const std::vector<std::string>& words;  // behind the command's own name
  const Connection& connection;
  Console& console;
};

// Each command returns an ExitCode and prints errors to console.err.
int Import(const Work& work);
int Compute(const Work& work);
int Sheet(const Work& work);
int Explain(const Work& work);
int Simulate(const Work& work);
int Target(const Work& work);
int RuleSets(const Work& work);
int Get(const Work& work);
int List(const Work& work);
int Void(const Work& work);
int AddStep(const Work& work);
int Verify(const Work& work);
int Erase(const Work& work);
int Retention(const Work& work);
int MakeBackup(const Work& work);
int Quarantine(const Work& work);
int Sessions(const Work& work);
int Audit(const Work& work);
int Health(const Work& work);

// The two forms of Compute: one district, and every district inside --within
// with their roll-up.
int ComputeDistrict(const Work& work);
int ComputeWithin(const Work& work);

// Runs what the command line says: the first of `words` is the command.
// `given` are the names of the flags on it.
int Run(const Options& options, const std::vector<std::string>& words,
        const std::set<std::string>& given, const Connection& connection,
        Console& console);

// Prints complaints and returns kNothingDone.
int Refuse(const Work& work, const std::vector<Complaint>& complaints);
// Prints why a call failed and returns kNothingDone.
int RefuseCollection(const Work& work, const absl::Status& status);
int RefuseIndicator(const Work& work, const absl::Status& status);

// Adds complaints when --district is missing or no code of a district.
void CheckDistrict(const Options& options, std::vector<Complaint>& wrong);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_COMMAND_COMMANDS_H_
