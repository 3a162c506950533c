// Memory for large outputs, kept for the next one.
//
// malloc gives blocks of more than 32 MiB back to the system each time they are freed, smaller ones
// when they lie at the end of its heap, and the system clears fresh ones page by page: writing a
// new 100 MB costs three times what writing an old one does. So blocks that are freed wait here for
// the next output. Meanwhile the system may take their pages whenever it is short of memory
// (MADV_FREE), so that nothing is hoarded.
#pragma once
#include <nanobind/nanobind.h>

#include <algorithm>
#include <cstdint>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace poolwise {

// Fresh memory costs a page fault per 4 KiB: large outputs ask for 2 MiB pages before the first
// write.
inline void advise_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::int64_t bytes) {
#if defined(__linux__)
  constexpr std::uintptr_t page = 2 << 20;
  const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + page - 1) / page * page;
  const auto end = (reinterpret_cast<std::uintptr_t>(memory) + std::uintptr_t(bytes)) / page * page;
  if (end >= begin + page) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

#if defined(__linux__)

// A block that Python owns and NumPy or PyTorch see as a buffer. Made and freed under the GIL,
// which is what keeps the list of free blocks in order.
class Memory {
 public:
  explicit Memory(std::int64_t bytes) : bytes_(bytes) {
    auto& blocks = free_blocks();
    const std::int64_t whole = (bytes + kPage - 1) / kPage * kPage;
    // A block that is much too large would keep its rest from everyone.
    const auto fit = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
      return block.bytes >= whole && block.bytes / 5 * 4 <= whole;
    });
    if (fit != blocks.end()) {
      block_ = *fit;
      blocks.erase(fit);
    } else {
      block_ = fresh(whole);
    }
  }
  Memory(const Memory&) = delete;
  ~Memory() {
    auto& blocks = free_blocks();
    madvise(block_.data, std::size_t(block_.bytes), MADV_FREE);
    blocks.push_back(block_);
    if (blocks.size() <= kMostBlocks) return;
    munmap(blocks.front().data, std::size_t(blocks.front().bytes));
    blocks.erase(blocks.begin());
  }

  static int fill_buffer(PyObject* self, Py_buffer* view, int flags) {
    const auto* memory = nanobind::inst_ptr<Memory>(self);
    return PyBuffer_FillInfo(view, self, memory->block_.data, memory->bytes_, 0, flags);
  }

 private:
  struct Block {
    void* data;
    std::int64_t bytes;
  };
  static constexpr std::size_t kMostBlocks = 8;
  static constexpr std::int64_t kPage = 2 << 20;

  static std::vector<Block>& free_blocks() {
    static std::vector<Block> blocks;
    return blocks;
  }
  static Block fresh(std::int64_t whole) {
    // Room to begin at a page of 2 MiB; what is not touched costs nothing.
    void* memory = mmap(nullptr, std::size_t(whole + kPage), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    const auto begin = (address + kPage - 1) / kPage * kPage;
    if (begin > address) munmap(memory, begin - address);
    const auto rest = address + std::uintptr_t(kPage) - begin;
    if (rest > 0) munmap(reinterpret_cast<void*>(begin + std::uintptr_t(whole)), rest);
    void* data = reinterpret_cast<void*>(begin);
    madvise(data, std::size_t(whole), MADV_HUGEPAGE);
    return {data, whole};
  }

  std::int64_t bytes_;
  Block block_;
};

#endif

}  // namespace poolwise
