// Work without Python's lock, which ends early where it is not wanted any more: somebody pressed
// Ctrl-C, or a part of it failed.
#pragma once
#include <nanobind/nanobind.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <thread>

#include "kernels.hpp"

namespace poolwise {

namespace nb = nanobind;

// Calls Python, or waits for its lock. While Python ends it lets no other thread go on: it ends
// them there, by an exception (with glibc), which may pass no destructor and no `catch` of
// nanobind's. Such a thread stays here until the process is gone, as Python 3.14 has it everywhere.
template <class Action>
auto unless_python_ends(Action action) {
  try {
    return action();
  } catch (const std::exception&) {
    throw;
  } catch (...) {
    for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
  }
}

// A call's work while other Python threads run.
class Unlocked {
 public:
  // work(), and what it throws, or what a signal raises.
  template <class Work>
  static void run(Work work) {
    Unlocked call;
    std::exception_ptr failure;
    try {
      const Inside inside(&call);
      work();
    } catch (...) {
      failure = std::current_exception();
    }
    call.lock();
    if (call.ended_) throw nb::python_error();
    if (failure) std::rethrow_exception(failure);
  }

  // The call that this thread works for, if there is one.
  static Unlocked*& current() {
    thread_local Unlocked* call = nullptr;
    return call;
  }

  // While it lives, this thread works for a call.
  class Inside {
   public:
    explicit Inside(Unlocked* call) : before_(current()) { current() = call; }
    ~Inside() { current() = before_; }
    Inside(const Inside&) = delete;

   private:
    Unlocked* before_;
  };

  // What kernels ask.
  static Watch watch() {
    return {[](void* call) { return static_cast<Unlocked*>(call)->look(); }, current()};
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr auto kPatience = std::chrono::milliseconds(100);

  Unlocked() { unlock(); }

  void unlock() { thread_ = PyEval_SaveThread(); }
  void lock() {
    unless_python_ends([this] { PyEval_RestoreThread(thread_); });
  }

  // Whether it is to end. The caller's thread looks for signals, which no other can answer.
  bool look() {
    if (ended_ || std::this_thread::get_id() != caller_) return ended_;
    const auto now = Clock::now();
    if (now < next_look_) return false;
    lock();
    ended_ = unless_python_ends(PyErr_CheckSignals) != 0;
    unlock();
    next_look_ = Clock::now() + kPatience;
    return ended_;
  }

  PyThreadState* thread_;
  const std::thread::id caller_ = std::this_thread::get_id();
  Clock::time_point next_look_ = Clock::now() + kPatience;
  std::atomic<bool> ended_{false};
};

}  // namespace poolwise
