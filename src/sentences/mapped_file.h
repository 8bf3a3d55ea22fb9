#pragma once
#include "base/result.h"

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace vigie {

/// A file mapped read-only into memory. Pages come in when they are touched and are shared by all
/// processes; the mapping lives as long as the object.
class MappedFile {
 public:
  /// @error missing_file, unreadable_file
  static Result<MappedFile> open(const std::filesystem::path& path);

  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Writes `bytes` beside `path` and renames, so that a reader never sees half a file. Makes the
/// folder when it is missing. @error unwritable_file
Result<void> write_whole_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace vigie
