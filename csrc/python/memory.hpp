// Memory for large arrays, kept for the next one.
//
// malloc gives blocks of more than 32 MiB back to the system each time they are freed, and the
// system clears fresh ones page by page: writing a new 100 MB costs three times what writing an old
// one does. So blocks that are freed wait here for the next output. Meanwhile the system may take
// their pages whenever it is short of memory (MADV_FREE), so that nothing is hoarded.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>
#include <vector>

#include "python/arrays.hpp"

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

// Used under the GIL alone, which is what keeps the lists in order.
class Blocks {
 public:
  // For as long as the process lives: arrays may outlive all else.
  static Blocks& all() {
    static Blocks& blocks = *new Blocks;
    return blocks;
  }

  void* take(std::int64_t bytes) {
    const std::int64_t whole = rounded(bytes);
    lent_.reserve(lent_.size() + 1);
    free_.reserve(kMostBlocks);
    // The newest, whose pages are still there. A block that is much too large would keep its rest
    // from everyone.
    const auto fit = std::find_if(free_.rbegin(), free_.rend(), [&](const Block& block) {
      return block.bytes >= whole && block.bytes / 5 * 4 <= whole;
    });
    const Block block = fit == free_.rend() ? fresh(whole) : *fit;
    if (fit != free_.rend()) free_.erase(std::next(fit).base());
    lent_.push_back(block);
    return block.data;
  }

  void give_back(void* data) {
    const auto place = find(data);
    const Block block = *place;
    lent_.erase(place);
    madvise(block.data, std::size_t(block.bytes), MADV_FREE);
    if (free_.size() == kMostBlocks) {
      munmap(free_.front().data, std::size_t(free_.front().bytes));
      free_.erase(free_.begin());
    }
    free_.push_back(block);
  }

  void* resize(void* data, std::int64_t bytes) {
    const std::int64_t before = find(data)->bytes;
    if (rounded(bytes) == before) return data;
    void* moved = take(bytes);
    std::memcpy(moved, data, std::size_t(std::min(before, bytes)));
    give_back(data);
    return moved;
  }

 private:
  struct Block {
    void* data;
    std::int64_t bytes;
  };
  static constexpr std::size_t kMostBlocks = 8;
  static constexpr std::int64_t kPage = 2 << 20;

  static std::int64_t rounded(std::int64_t bytes) {
    return std::max<std::int64_t>(1, (bytes + kPage - 1) / kPage) * kPage;
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
  std::vector<Block>::iterator find(void* data) {
    return std::find_if(lent_.begin(), lent_.end(),
                        [=](const Block& block) { return block.data == data; });
  }

  std::vector<Block> free_, lent_;
};

// NumPy asks these for the memory of arrays that are made while they are set, and for as long as
// those live: they own it, as any array does, and can be resized.
class ArrayMemory {
 public:
  ArrayMemory() : before_(PyDataMem_SetHandler(handler().ptr())) {
    if (!before_) throw nb::python_error();
  }
  ~ArrayMemory() { Py_XDECREF(PyDataMem_SetHandler(before_)), Py_DECREF(before_); }
  ArrayMemory(const ArrayMemory&) = delete;

 private:
  template <class Action>
  static void* unless_exhausted(Action action) {
    try {
      return action();
    } catch (const std::bad_alloc&) {
      return nullptr;  // NumPy raises MemoryError
    }
  }
  static void* take(void*, std::size_t bytes) {
    return unless_exhausted([=] { return Blocks::all().take(Int(bytes)); });
  }
  static void* take_zeros(void*, std::size_t n, std::size_t bytes) {
    void* data = take(nullptr, n * bytes);
    return data ? std::memset(data, 0, n * bytes) : nullptr;
  }
  static void* resize(void*, void* data, std::size_t bytes) {
    return unless_exhausted([=] { return Blocks::all().resize(data, Int(bytes)); });
  }
  static void give_back(void*, void* data, std::size_t) { Blocks::all().give_back(data); }

  static nb::handle handler() {
    static PyDataMem_Handler functions{
        "poolwise", 1, {nullptr, take, take_zeros, resize, give_back}};
    static PyObject* const capsule = PyCapsule_New(&functions, "mem_handler", nullptr);
    if (!capsule) throw nb::python_error();
    return capsule;
  }

  PyObject* before_;
};

// As numpy.empty.
inline nb::object recycled_array(nb::handle shape, nb::handle dtype) {
  PyArray_Descr* type = nullptr;
  PyArray_Dims axes{nullptr, 0};
  if (!PyArray_DescrConverter(dtype.ptr(), &type)) throw nb::python_error();
  if (!PyArray_IntpConverter(shape.ptr(), &axes)) throw nb::python_error();
  const ArrayMemory memory;
  PyObject* made =
      PyArray_NewFromDescr(&PyArray_Type, type, axes.len, axes.ptr, nullptr, nullptr, 0, nullptr);
  PyDimMem_FREE(axes.ptr);
  return arrays::owned(made);
}

#endif

}  // namespace poolwise
