// Work splitting: contiguous shares on threads that live as long as the call.
//
// No pool is kept: nothing waits between calls and takes time from PyTorch's threads, a fork finds
// no lock held, and any number of Python threads may call at once. Starting a thread costs some
// 10 µs, which is why small work stays on the caller's.
#pragma once
#include <algorithm>
#include <cstdint>
#include <exception>
#include <thread>
#include <vector>

namespace poolwise {

constexpr std::int64_t kBytesPerThread = 256 * 1024;

inline std::int64_t shares(std::int64_t units, std::int64_t bytes, std::int64_t threads) {
  return std::max<std::int64_t>(1, std::min({units, threads, bytes / kBytesPerThread}));
}

// Calls work(begin, end, share) for each share of [0, units).
template <class Work>
void split(std::int64_t units, std::int64_t parts, Work work) {
  const auto bound = [&](std::int64_t part) {
    return units / parts * part + std::min(part, units % parts);
  };
  std::vector<std::thread> threads;
  threads.reserve(std::size_t(parts));
  std::int64_t part = 1;
  try {
    for (; part < parts; ++part)
      threads.emplace_back([=] { work(bound(part), bound(part + 1), part); });
  } catch (const std::exception&) {
    // The system has no more threads to give: the caller does the remaining shares itself.
  }
  for (std::int64_t own = part; own < parts; ++own) work(bound(own), bound(own + 1), own);
  work(bound(0), bound(1), std::int64_t{0});
  for (std::thread& thread : threads) thread.join();
}

}  // namespace poolwise
