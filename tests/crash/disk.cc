#include "tests/crash/disk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "tests/crash/fault_vfs.h"

namespace iku::test {
namespace {

constexpr size_t kSector = 512;

// Neither is ever on the disk that matters: shared memory is made anew, and a
// lock is gone with its process.
bool IsVolatile(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with("-shm") || name.ends_with(".lock");
}

std::string ContentOf(const std::filesystem::path& path) {
  std::string content(std::filesystem::file_size(path), '\0');
  std::ifstream(path, std::ios::binary)
      .read(content.data(), static_cast<std::streamsize>(content.size()));
  return content;
}

void Put(const char* bytes, size_t size, size_t offset, std::string& content) {
  if (content.size() < offset + size) content.resize(offset + size);
  std::copy(bytes, bytes + size, content.begin() + static_cast<long>(offset));
}

}  // namespace

Loss Loss::Any(Random& random) {
  constexpr double kShares[] = {0, 0.1, 0.5, 0.9, 1};
  return {.in_order = random() % 4 == 0,
          .lost = kShares[random() % 5],
          .torn = kShares[random() % 3]};
}

void DiskFile::Write(int64_t offset, std::string bytes) {
  unsynced_.push_back({offset, std::move(bytes)});
}

void DiskFile::Truncate(int64_t size) { unsynced_.push_back({size, {}}); }

void DiskFile::Sync() {
  for (const Step& step : unsynced_) Apply(step, durable_);
  unsynced_.clear();
}

void DiskFile::FailSync(Random& random) {
  durable_ = AfterPowerCut(Loss::Any(random), random);
  unsynced_.clear();
}

std::string DiskFile::AfterPowerCut(const Loss& loss, Random& random) const {
  std::string content = durable_;
  const size_t kept = loss.in_order && !unsynced_.empty()
                          ? random() % (unsynced_.size() + 1)
                          : unsynced_.size();
  for (size_t i = 0; i < kept; ++i) {
    if (!loss.in_order && Chance(random, loss.lost)) continue;
    // What was under way when power went is torn also where order is kept.
    if (Chance(random, loss.torn) && (!loss.in_order || i + 1 == kept)) {
      ApplyTorn(unsynced_[i], random, content);
    } else {
      Apply(unsynced_[i], content);
    }
  }
  return content;
}

void DiskFile::Apply(const Step& step, std::string& content) {
  const size_t offset = static_cast<size_t>(step.offset);
  if (step.bytes) {
    Put(step.bytes->data(), step.bytes->size(), offset, content);
  } else {
    content.resize(offset);
  }
}

void DiskFile::ApplyTorn(const Step& step, Random& random,
                         std::string& content) {
  if (!step.bytes) return;
  const size_t begin = static_cast<size_t>(step.offset);
  const size_t end = begin + step.bytes->size();
  for (size_t at = begin; at < end;) {
    const size_t next = std::min(end, (at / kSector + 1) * kSector);
    if (Chance(random, 0.5)) {
      Put(step.bytes->data() + (at - begin), next - at, at, content);
    }
    at = next;
  }
}

Disk::Disk(std::string directory, uint64_t seed)
    : directory_(std::move(directory)), random_(seed) {
  for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
    if (!entry.is_regular_file() || IsVolatile(entry.path())) continue;
    names_[entry.path().filename().string()] =
        std::make_shared<DiskFile>(ContentOf(entry.path()));
  }
  durable_names_ = names_;
  FaultVfs::Attach(directory_, this);
}

Disk::~Disk() { FaultVfs::Detach(directory_); }

int64_t Disk::calls() const {
  MutexLock lock(mutex_);
  return calls_;
}

void Disk::FailAt(int64_t call, Failure failure, bool lasting) {
  MutexLock lock(mutex_);
  fail_at_ = call;
  failure_ = failure;
  lasting_ = lasting;
}

void Disk::Heal() {
  MutexLock lock(mutex_);
  fail_at_ = -1;
}

bool Disk::failed() const {
  MutexLock lock(mutex_);
  return failed_;
}

void Disk::StopAt(int64_t call) {
  MutexLock lock(mutex_);
  stop_at_ = call;
}

void Disk::Restart() {
  MutexLock lock(mutex_);
  stop_at_ = -1;
}

void Disk::BeforeEachCall(std::function<void(Call)> hook) {
  MutexLock lock(mutex_);
  hook_ = std::move(hook);
}

Disk::Files Disk::AfterPowerCut(Random& random) const {
  MutexLock lock(mutex_);
  Names names = durable_names_;
  const size_t kept = random() % (name_changes_.size() + 1);
  for (size_t i = 0; i < kept; ++i) {
    names[name_changes_[i].name] = name_changes_[i].file;
  }
  const Loss loss = Loss::Any(random);
  Files files;
  for (const auto& [name, file] : names) {
    if (file != nullptr) files[name] = file->AfterPowerCut(loss, random);
  }
  return files;
}

Disk::Verdict Disk::Begin(Call call) {
  std::function<void(Call)> hook;
  {
    MutexLock lock(mutex_);
    hook = hook_;
  }
  if (hook) hook(call);
  MutexLock lock(mutex_);
  const int64_t number = calls_++;
  Verdict verdict;
  verdict.stopped = stop_at_ >= 0 && number >= stop_at_;
  const bool struck =
      fail_at_ >= 0 && (lasting_ ? number >= fail_at_ : number == fail_at_);
  const bool concerned = failure_ == Failure::kIoError || call == Call::kWrite;
  if (struck && concerned && !verdict.stopped) {
    verdict.failure = failure_;
    failed_ = true;
  }
  return verdict;
}

bool Disk::stopped() const {
  MutexLock lock(mutex_);
  return stop_at_ >= 0 && calls_ >= stop_at_;
}

std::shared_ptr<DiskFile> Disk::Open(const std::string& name) {
  MutexLock lock(mutex_);
  std::shared_ptr<DiskFile>& file = names_[name];
  if (file == nullptr) {
    file = std::make_shared<DiskFile>("");
    name_changes_.push_back({name, file});
  }
  return file;
}

void Disk::Write(DiskFile& file, int64_t offset, std::string bytes) {
  MutexLock lock(mutex_);
  file.Write(offset, std::move(bytes));
}

void Disk::Truncate(DiskFile& file, int64_t size) {
  MutexLock lock(mutex_);
  file.Truncate(size);
}

void Disk::Sync(DiskFile& file, bool with_directory) {
  MutexLock lock(mutex_);
  file.Sync();
  if (with_directory) SyncDirectory();
}

void Disk::FailSync(DiskFile& file) {
  MutexLock lock(mutex_);
  file.FailSync(random_);
}

void Disk::Remove(const std::string& name, bool sync_directory) {
  MutexLock lock(mutex_);
  names_.erase(name);
  name_changes_.push_back({name, nullptr});
  if (sync_directory) SyncDirectory();
}

void Disk::SyncDirectory() {
  durable_names_ = names_;
  name_changes_.clear();
}

void WriteFiles(const Disk::Files& files, const std::string& directory) {
  for (const auto& [name, content] : files) {
    std::ofstream(directory + "/" + name, std::ios::binary) << content;
  }
}

}  // namespace iku::test
