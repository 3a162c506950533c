// NumPy's arrays: where they lie, new ones.
#pragma once
#include <nanobind/nanobind.h>

#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#define NPY_TARGET_VERSION NPY_2_0_API_VERSION
#include <numpy/arrayobject.h>

#include <vector>

#include "python/recipes.hpp"
#include "where/layout.hpp"

namespace poolwise {

namespace arrays {

inline PyArrayObject* array(nb::handle x) { return reinterpret_cast<PyArrayObject*>(x.ptr()); }

inline std::uintptr_t address(nb::handle x) {
  return reinterpret_cast<std::uintptr_t>(PyArray_DATA(array(x)));
}

inline bool has(nb::handle x) { return PyArray_CheckExact(x.ptr()); }

inline Layout read(nb::handle x) {
  const PyArray_Descr* dtype = PyArray_DESCR(array(x));
  Layout layout;
  layout.kind = Layout::kArray;
  // A type's number does not tell the order of its bytes.
  layout.dtype = std::uint64_t(dtype->type_num) << 8 | std::uint8_t(dtype->byteorder);
  layout.data = address(x);
  layout.set_axes(PyArray_NDIM(array(x)), PyArray_DIMS(array(x)), PyArray_STRIDES(array(x)));
  return layout;
}

inline nb::object owned(PyObject* made) {
  if (!made) throw nb::python_error();
  return nb::steal(made);
}

// What makes arrays of this form.
inline Maker maker(const nb::object& dtype, const Form& form) {
  std::vector<npy_intp> memory, places(std::size_t(form.ndim));
  bool moved = false;
  for (int place = 0; place < form.ndim; ++place) {
    memory.push_back(form.shape[form.order[place]]);
    places[std::size_t(form.order[place])] = place;
    moved = moved || form.order[place] != place;
  }
  return [dtype, memory, places, moved] {
    auto* counted = reinterpret_cast<PyArray_Descr*>(nb::object(dtype).release().ptr());
    nb::object made = owned(PyArray_NewFromDescr(&PyArray_Type, counted, int(memory.size()),
                                                 memory.data(), nullptr, nullptr, 0, nullptr));
    if (!moved) return made;
    PyArray_Dims axes{const_cast<npy_intp*>(places.data()), int(places.size())};
    return owned(PyArray_Transpose(array(made), &axes));
  };
}

}  // namespace arrays

}  // namespace poolwise
