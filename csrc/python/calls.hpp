// Calls that went well, kept to be made again.
//
// Python checks a call once. When the same arguments come again, the shape of the array may differ,
// which the windows are planned for then, and the memory: no more than to make the output and to
// run the kernel is left to do.
#pragma once
#include <array>
#include <bit>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "python/arrays.hpp"
#include "python/interrupts.hpp"
#include "python/recipes.hpp"
#include "python/tensors.hpp"

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

  // An array but for its shape, and its shape.
  bool add_kind(const Layout& x) {
    return x.ndim >= 0 && add(x.kind) && add(x.dtype) && add(std::uint64_t(x.ndim));
  }
  bool add_shape(const Layout& x) {
    bool fits = true;
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

// A call without its shape and its memory.
class Recipe {
 public:
  // Runs a kernel on addresses. False where x has elements that it does not take.
  using Run = std::function<bool(const Planned& planned, std::uintptr_t x,
                                 const std::uintptr_t* out, Int threads)>;

  Recipe(Planner planner, Int alignment, Run run)
      : planner(std::move(planner)), alignment(alignment), run(std::move(run)) {}

  Planner planner;
  Int alignment;
  Run run;
  std::vector<nb::object> dtypes;  // of the outputs

  // Of tensors: what tells that PyTorch is in one of the states that the call was seen in.
  void add_guard(nb::object guard) {
    guards_[seen_ % guards_.size()] = std::move(guard);
    ++seen_;
  }
  template <class Passes>
  bool passes_any(Passes passes) const {
    // Others may add one meanwhile.
    for (nb::object guard : guards_)
      if (guard && passes(guard)) return true;
    return false;
  }

 private:
  std::array<nb::object, 4> guards_;
  std::size_t seen_ = 0;
};

// A call without its memory.
struct Call {
  std::shared_ptr<const Recipe> recipe;
  Planned planned;
  std::vector<Maker> makers;
};

class Calls {
 public:
  explicit Calls(nb::object threads) : threads_(std::move(threads)) {}

  // From now on: before, PyTorch is not there to ask.
  void know_tensors(const nb::dict& torch) { tensors_.emplace(torch); }

  // The result of this call. None where one like it is still to go well, NotImplemented where there
  // is nothing to remember. `sizes` is what adaptive windows are asked for, or nothing.
  nb::object again(nb::handle x, nb::handle arguments, const nb::tuple& sizes) {
    const auto is_plain = [&](const Layout& layout, const Recipe& recipe) {
      return layout.kind == Layout::kArray || tensors_->is_still_plain(x, recipe);
    };
    if (nb::object made = known(x, arguments, sizes, is_plain); made.is_valid()) return made;
    return arrays::has(x) || tensors_->is_plain(x) ? nb::none() : nb::borrow(Py_NotImplemented);
  }

  // What PyTorch's dispatcher calls for one of its operators, by number, with a set of keys, x and
  // the arguments. A call that is `wanted` and known, with one of the `ordinary` sets of keys, is
  // made again; what becomes of any other `otherwise` says, of all that was given, and of whether
  // there is something to remember.
  nb::object kernel(int number, bool adaptive, const nb::frozenset& ordinary, nb::object wanted,
                    nb::object otherwise) {
    // What is captured of Python lives as long as this function does, and so does `this`.
    return nb::cpp_function([=, this, self = nb::find(this),
                             number = nb::make_tuple(number)](const nb::args& given) -> nb::object {
      const nb::handle keys = given[0], x = given[1];
      nb::object made = nb::borrow(Py_NotImplemented);
      try {
        const auto asked = [&] { return nb::cast<bool>(wanted()); };
        if (tensors_ && unless_python_ends(asked) && tensors_->is_plain(x, keys, ordinary)) {
          const auto rest = nb::steal<nb::tuple>(PyTuple_GetSlice(given.ptr(), 2, PY_SSIZE_T_MAX));
          const auto always = [](const Layout&, const Recipe&) { return true; };
          made = adaptive ? known(x, number, rest, always)
                          : known(x, number + rest, nb::tuple(), always);
        }
      } catch (const std::bad_alloc&) {
        // PyTorch may know a way, and has an error of its own.
      }
      if (made.is_valid() && !made.is(nb::handle(Py_NotImplemented))) return made;
      return unless_python_ends([&] { return nb::object(otherwise(!made.is_valid(), *given)); });
    });
  }

  // How to make a call that `again` knew nothing of, and gave `result`: an array, or a pair of
  // them.
  void remember(nb::handle x, nb::handle arguments, nb::handle result, const Recipe& made) {
    Key key;
    const Layout layout = read(x);
    key.add_kind(layout);
    key.add(arguments);
    const auto known = recipes_.find(key.view());
    const auto recipe = known == recipes_.end() ? std::make_shared<Recipe>(made) : known->second;
    if (layout.kind == Layout::kTensor) recipe->add_guard(tensors_->guard(x));
    if (!recipe->dtypes.empty()) return;
    if (PyTuple_CheckExact(result.ptr()))
      for (nb::handle part : nb::borrow<nb::tuple>(result))
        recipe->dtypes.push_back(part.attr("dtype"));
    else recipe->dtypes.push_back(result.attr("dtype"));
    if (recipes_.size() >= kMost) forget();
    recipes_[std::string(key.view())] = recipe;
  }

  void forget() {
    calls_.clear();
    recipes_.clear();
  }

 private:
  static constexpr std::size_t kMost = 256;

  // The result of this call where one like it went well, and x `is_plain` as it was then; nothing
  // where none did, and NotImplemented where Python is to look at each.
  template <class IsPlain>
  nb::object known(nb::handle x, nb::handle arguments, const nb::tuple& sizes, IsPlain is_plain) {
    const nb::object never = nb::borrow(Py_NotImplemented);
    if (!can_hold(x)) return never;
    const Layout layout = read(x);
    Key key;
    if (!key.add_kind(layout) || !key.add(arguments)) return never;
    const std::size_t general = key.view().size();
    if (!key.add_shape(layout) || !key.add(sizes)) return never;
    const auto like_it = recipes_.find(key.view().substr(0, general));
    if (like_it == recipes_.end()) return {};
    const std::shared_ptr<const Recipe> recipe = like_it->second;  // other threads may forget it
    if (!is_plain(layout, *recipe)) return {};
    const auto call = call_of(recipe, key, layout, sizes);
    if (!call || layout.data % std::uintptr_t(recipe->alignment) != 0) return never;
    return made_by(*call, layout.data);
  }

  bool can_hold(nb::handle x) const { return arrays::has(x) || (tensors_ && tensors_->has(x)); }

  Layout read(nb::handle x) const { return arrays::has(x) ? arrays::read(x) : tensors_->read(x); }

  // The call for this shape, planned if it never came before; none where Python is to look at it.
  std::shared_ptr<const Call> call_of(const std::shared_ptr<const Recipe>& recipe, const Key& key,
                                      const Layout& x, const nb::tuple& sizes) {
    if (const auto known = calls_.find(key.view()); known != calls_.end()) return known->second;
    auto planned = recipe->planner.plan(x, sizes);
    if (!planned) return nullptr;
    auto call = std::make_shared<Call>(Call{recipe, std::move(*planned), {}});
    for (const nb::object& dtype : recipe->dtypes)
      call->makers.push_back(x.kind == Layout::kArray ? arrays::maker(dtype, call->planned.out)
                                                      : tensors_->maker(dtype, call->planned.out));
    if (calls_.size() >= kMost) calls_.clear();
    calls_[std::string(key.view())] = call;
    return call;
  }

  nb::object made_by(const Call& call, std::uintptr_t x) const {
    const Int threads =
        call.planned.is_small() ? 1 : nb::cast<Int>(unless_python_ends([&] { return threads_(); }));
    nb::object out[2];
    std::uintptr_t addresses[2];
    for (std::size_t i = 0; i < call.makers.size(); ++i) {
      out[i] = call.makers[i]();
      addresses[i] = read(out[i]).data;
    }
    if (!call.recipe->run(call.planned, x, addresses, threads))
      return nb::borrow(Py_NotImplemented);
    return call.makers.size() == 1 ? out[0] : nb::make_tuple(out[0], out[1]);
  }

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  template <class T>
  using Table = std::unordered_map<std::string, std::shared_ptr<T>, Hash, std::equal_to<>>;

  nb::object threads_;
  std::optional<Tensors> tensors_;
  Table<Recipe> recipes_;
  Table<const Call> calls_;
};

}  // namespace poolwise
