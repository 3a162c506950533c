// Calls that went well, kept to be made again.
//
// Python checks a call, and finds its windows, its plan and the form of its output, once. When the
// same arguments come again with an array of the same layout, the memory is all that may differ: no
// more than to make the output and to run the kernel is left to do.
#pragma once
#include <array>
#include <bit>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "arrays.hpp"
#include "interrupts.hpp"
#include "tensors.hpp"

namespace poolwise {

// What tells calls apart, as words: small, and compared at once.
class Key {
 public:
  // False for what is not made of None, numbers, strings, tuples and lists: something else may
  // change and stay equal. Numbers of different types differ, as they do for Python's checks.
  bool add(nb::handle value) {
    PyObject* object = value.ptr();
    if (object == Py_None) return add(kNone, 0);
    if (object == Py_True || object == Py_False) return add(kBool, object == Py_True);
    if (PyLong_CheckExact(object)) {
      int overflow = 0;
      const long long number = PyLong_AsLongLongAndOverflow(object, &overflow);
      constexpr long long most = 1LL << 59;
      return overflow == 0 && -most <= number && number < most && add(kInt, number);
    }
    if (PyFloat_CheckExact(object))
      return add(kFloat, 0) && add(std::bit_cast<std::uint64_t>(PyFloat_AS_DOUBLE(object)));
    if (PyTuple_CheckExact(object)) return add_all(kTuple, object, PyTuple_GET_SIZE(object));
    if (PyList_CheckExact(object)) return add_all(kList, object, PyList_GET_SIZE(object));
    return PyUnicode_CheckExact(object) && PyUnicode_IS_COMPACT_ASCII(object) && add_text(object);
  }

  bool add(const Layout& x) {
    bool fits = x.ndim >= 0 && add(x.kind) && add(x.dtype) && add(std::uint64_t(x.ndim));
    for (int axis = 0; axis < x.ndim; ++axis)
      fits = fits && add(std::uint64_t(x.shape[axis])) && add(std::uint64_t(x.strides[axis]));
    return fits;
  }

  std::string_view view() const {
    return {reinterpret_cast<const char*>(words_.data()), size_ * sizeof(std::uint64_t)};
  }

 private:
  enum Tag : std::uint64_t { kNone, kBool, kInt, kFloat, kText, kTuple, kList, kTags };

  bool add(std::uint64_t word) {
    if (size_ == words_.size()) return false;
    words_[size_++] = word;
    return true;
  }
  bool add(Tag tag, long long small) { return add(tag + kTags * std::uint64_t(small)); }
  bool add_text(PyObject* text) {
    const auto* letters = static_cast<const std::uint8_t*>(PyUnicode_DATA(text));
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    bool fits = add(kText, length);
    for (Py_ssize_t i = 0; i < length; ++i) fits = fits && add(letters[i]);
    return fits;
  }
  bool add_all(Tag tag, PyObject* sequence, Py_ssize_t size) {
    PyObject** items = PySequence_Fast_ITEMS(sequence);
    bool fits = add(tag, size);
    for (Py_ssize_t i = 0; i < size; ++i) fits = fits && add(nb::handle(items[i]));
    return fits;
  }

  std::array<std::uint64_t, 128> words_;
  std::size_t size_ = 0;
};

// A call without its memory: what to make, and what runs the kernel on addresses.
struct Call {
  using Run = std::function<void(std::uintptr_t x, const std::uintptr_t* out, Int threads)>;

  Run run;
  Int alignment;
  bool is_small;  // one thread will do, however many there are
  std::vector<Maker> makers;
  std::vector<nb::object> guards;  // of tensors: one for each state of PyTorch that it was seen in
};

class Calls {
 public:
  explicit Calls(nb::object threads) : threads_(std::move(threads)) {}

  // From now on: before, PyTorch is not there to ask.
  void know_tensors(const nb::dict& torch) { tensors_.emplace(torch); }

  // The result of this call. None where one like it is still to go well, NotImplemented where none
  // could be remembered.
  nb::object again(nb::handle x, nb::handle arguments) const {
    const nb::object never = nb::borrow(Py_NotImplemented);
    Key key;
    if (!can_hold(x)) return never;
    const Layout layout = read(x);
    if (!key.add(layout) || !key.add(arguments)) return never;
    const auto found = calls_.find(key.view());
    if (found != calls_.end()) {
      const std::shared_ptr<const Call> call = found->second;  // other threads may forget it
      const bool aligned = layout.data % std::uintptr_t(call->alignment) == 0;
      if (aligned && (layout.kind == Layout::kArray || tensors_->is_still_plain(x, call->guards)))
        return made_by(*call, layout.data);
    }
    return layout.kind == Layout::kTensor && !tensors_->is_plain(x) ? never : nb::none();
  }

  // What is ready to be run for a call that `again` had none for, and gave `result`: an array, or a
  // pair of them.
  void remember(nb::handle x, nb::handle arguments, nb::handle result, Call call) {
    Key key;
    const Layout layout = read(x);
    key.add(layout);
    key.add(arguments);
    if (layout.kind == Layout::kTensor) {
      const auto known = calls_.find(key.view());
      if (known != calls_.end() && known->second->guards.size() < kMostGuards)
        call.guards = known->second->guards;
      call.guards.push_back(tensors_->guard(x));
    }
    if (PyTuple_CheckExact(result.ptr()))
      for (nb::handle part : nb::borrow<nb::tuple>(result)) call.makers.push_back(like(part));
    else call.makers.push_back(like(result));
    if (calls_.size() >= kMostCalls) forget();
    calls_[std::string(key.view())] = std::make_shared<const Call>(std::move(call));
  }

  void forget() { calls_.clear(); }

 private:
  static constexpr std::size_t kMostCalls = 256, kMostGuards = 4;

  bool can_hold(nb::handle x) const { return arrays::has(x) || (tensors_ && tensors_->has(x)); }

  Layout read(nb::handle x) const { return arrays::has(x) ? arrays::read(x) : tensors_->read(x); }

  Maker like(nb::handle x) const { return arrays::has(x) ? arrays::like(x) : tensors_->like(x); }

  nb::object made_by(const Call& call, std::uintptr_t x) const {
    const Int threads =
        call.is_small ? 1 : nb::cast<Int>(unless_python_ends([&] { return threads_(); }));
    nb::object out[2];
    std::uintptr_t addresses[2];
    for (std::size_t i = 0; i < call.makers.size(); ++i) {
      out[i] = call.makers[i]();
      addresses[i] = read(out[i]).data;
    }
    call.run(x, addresses, threads);
    return call.makers.size() == 1 ? out[0] : nb::make_tuple(out[0], out[1]);
  }

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  nb::object threads_;
  std::optional<Tensors> tensors_;
  std::unordered_map<std::string, std::shared_ptr<const Call>, Hash, std::equal_to<>> calls_;
};

}  // namespace poolwise
