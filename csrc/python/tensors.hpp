// PyTorch's tensors: where they lie, new ones, and which calls are no concern of its dispatcher.
#pragma once
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include "python/interrupts.hpp"
#include "python/recipes.hpp"
#include "where/layout.hpp"

namespace poolwise {

// What a library hands out as `__dlpack_c_exchange_api__`, as DLPack 1 defines it.
struct Exchange {
  std::uint32_t major, minor;
  void* previous;
  void *allocate, *export_owned, *import_owned;
  int (*view)(void* object, nb::dlpack::dltensor* out);
};

// Asks PyTorch through functions of its own, which Python hands over by name.
class Tensors {
 public:
  explicit Tensors(const nb::dict& torch)
      : types_(torch["types"]),
        listeners_(torch["listeners"]),
        forward_mode_(torch["forward_mode"]),
        is_ordinary_(torch["is_ordinary"]),
        guard_(torch["guard"]),
        empty_strided_(torch["empty_strided"]) {
    const nb::object table = types_[0].attr("__dlpack_c_exchange_api__");
    exchange_ =
        static_cast<const Exchange*>(PyCapsule_GetPointer(table.ptr(), "dlpack_exchange_api"));
    if (!exchange_) throw nb::python_error();
  }

  bool has(nb::handle x) const {
    return exchange_->major == 1 && (x.type().is(types_[0]) || x.type().is(types_[1]));
  }

  bool requires_grad(nb::handle x) const { return x.attr(requires_grad_).is(nb::handle(Py_True)); }

  // Whether the dispatcher has nothing to add to a call with x now, and autograd nothing to keep.
  bool is_plain(nb::handle x) const {
    if (requires_grad(x)) return false;
    return nb::cast<bool>(unless_python_ends([&] { return is_ordinary_(x); }));
  }

  // The same where the dispatcher itself calls, with a set of keys.
  bool is_plain(nb::handle x, nb::handle keys, const nb::frozenset& ordinary) const {
    return has(x) && !requires_grad(x) && !has_tangents() &&
           ordinary.contains(keys.attr(raw_repr_)());
  }

  // What tells, for tensors like x, whether that is still so: cheaper to ask.
  nb::object guard(nb::handle x) const { return guard_(x); }

  template <class Guarded>
  bool is_still_plain(nb::handle x, const Guarded& guarded) const {
    const auto passes = [&](const nb::object& guard) { return guard(x).is(nb::handle(Py_True)); };
    return guarded.passes_any(passes) && !someone_listens();
  }

  Layout read(nb::handle x) const {
    nb::dlpack::dltensor view;
    Layout layout;
    layout.kind = Layout::kTensor;
    layout.ndim = -1;
    if (exchange_->view(x.ptr(), &view) != 0) {
      PyErr_Clear();  // it has no memory
      return layout;
    }
    layout.dtype = std::uint64_t(view.dtype.code) << 8 | view.dtype.bits;
    layout.data = reinterpret_cast<std::uintptr_t>(view.data) + view.byte_offset;
    layout.set_axes(view.ndim, view.shape, view.strides);
    return layout;
  }

  // What makes tensors of this form.
  Maker maker(const nb::object& dtype, const Form& form) const {
    return
        [make = empty_strided_, shape = listed(form.shape, form.ndim),
         strides = listed(form.strides, form.ndim), dtype] { return make(shape, strides, dtype); };
  }

 private:
  static nb::tuple listed(const Int* numbers, int count) {
    const nb::object made = nb::steal(PyTuple_New(count));
    if (!made) throw nb::python_error();
    for (int i = 0; i < count; ++i)
      PyTuple_SET_ITEM(made.ptr(), i, nb::cast(numbers[i]).release().ptr());
    return nb::borrow<nb::tuple>(made);
  }

  // Modes, profilers, tangents.
  bool someone_listens() const {
    for (nb::handle listens : listeners_)
      if (nb::cast<int>(listens()) != 0) return true;
    return has_tangents();
  }

  bool has_tangents() const { return nb::cast<int>(forward_mode_[level_]) >= 0; }

  nb::tuple types_, listeners_;
  nb::dict forward_mode_;
  nb::object is_ordinary_, guard_, empty_strided_;
  nb::str level_{"_current_level"}, requires_grad_{"requires_grad"}, raw_repr_{"raw_repr"};
  const Exchange* exchange_;
};

}  // namespace poolwise
