// Work splitting: contiguous shares, each of which is computed the same whoever does it.
//
// Beside PyTorch the shares go to its own threads, those of its OpenMP library: they are awake, and
// a second set of threads would fight with them for the cores. Alone, threads live as long as the
// call, so that nothing waits between calls and a fork finds no lock held. OpenMP's threads do not
// survive a fork: a child starts its own. Starting a thread costs some 10 µs, which is why small
// work stays on the caller's.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <thread>
#include <vector>

#if defined(__linux__)
#include <dlfcn.h>
#include <pthread.h>
#endif

namespace poolwise {

// PyTorch's OpenMP library, once it is borrowed: run(task, argument, threads, flags) runs the task
// on so many threads at once, or, given none, on as many as PyTorch has set.
struct Team {
  void (*run)(void (*task)(void*), void* argument, unsigned threads, unsigned flags) = nullptr;
  int (*size)() = nullptr;
};

// None before it is borrowed, and none in a forked child.
inline std::atomic<const Team*>& team() {
  static std::atomic<const Team*> borrowed{nullptr};
  return borrowed;
}

// Looks for the library, which PyTorch loads for all to see.
inline bool borrow_threads() {
#if defined(__linux__)
  if (team()) return true;
  void* run = dlsym(RTLD_DEFAULT, "GOMP_parallel");
  void* size = dlsym(RTLD_DEFAULT, "omp_get_max_threads");
  if (!run || !size) return false;
  static const Team found{reinterpret_cast<decltype(Team::run)>(run),
                          reinterpret_cast<decltype(Team::size)>(size)};
  team() = &found;
  pthread_atfork(nullptr, nullptr, [] { team() = nullptr; });
#endif
  return team() != nullptr;
}

// How many shares are worth it. What moves fewer bytes is done before another thread has woken up.
inline std::int64_t shares(std::int64_t units, std::int64_t bytes, std::int64_t threads) {
  const std::int64_t least = team() ? 64 * 1024 : 256 * 1024;
  return std::max<std::int64_t>(1, std::min({units, threads, bytes / least}));
}

// Where share i of so many begins: they differ by one unit at most.
inline std::int64_t share_begin(std::int64_t units, std::int64_t parts, std::int64_t i) {
  return units / parts * i + std::min(i, units % parts);
}

// Whether so many threads can be had at once. OpenMP ends the process where it wants one that it
// does not get, so they are asked for before it makes them; it keeps them for the thread that it
// works for, until that one wants fewer.
inline bool has_threads(std::int64_t threads) {
  thread_local std::int64_t had = 1;
  if (threads > had) {
    std::atomic<bool> all_there{false};
    std::vector<std::thread> tried;
    try {
      tried.reserve(std::size_t(threads));
      while (std::int64_t(tried.size()) < threads - 1)
        tried.emplace_back([&] { all_there.wait(false); });
    } catch (const std::exception&) {
      threads = 0;
    }
    all_there = true;
    all_there.notify_all();
    for (std::thread& thread : tried) thread.join();
    if (threads == 0) return false;
  }
  had = threads;
  return true;
}

// Calls work(begin, end, share) for each share of [0, units). What one of them throws the caller
// throws.
template <class Work>
void split(std::int64_t units, std::int64_t parts, Work work) {
  if (parts == 1) return work(0, units, 0);
  std::atomic<std::int64_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  const auto run = [&]() noexcept {
    try {
      for (std::int64_t part; (part = next++) < parts;)
        work(share_begin(units, parts, part), share_begin(units, parts, part + 1), part);
    } catch (...) {
      if (!failed.exchange(true)) failure = std::current_exception();
      next = parts;  // nobody begins another share
    }
  };
  const auto run_alone = [&] {
    std::vector<std::thread> threads;
    try {
      threads.reserve(std::size_t(parts));
      for (std::int64_t i = 1; i < parts; ++i) threads.emplace_back(run);
    } catch (const std::exception&) {
      // The system has no more threads to give: those that there are do all shares.
    }
    run();
    for (std::thread& thread : threads) thread.join();
  };
  const Team* borrowed = team();
  // Another number than PyTorch's makes the library form its team anew: only if it is larger.
  const std::int64_t size = borrowed ? borrowed->size() : 0, wanted = std::max(size, parts);
  if (borrowed && has_threads(wanted))
    borrowed->run([](void* task) { (*static_cast<decltype(run)*>(task))(); },
                  const_cast<void*>(static_cast<const void*>(&run)),
                  parts > size ? unsigned(parts) : 0, 0);
  else run_alone();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace poolwise
