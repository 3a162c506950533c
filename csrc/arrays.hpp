// Where a NumPy array lies, by its array interface: any dtype has it, read-only arrays too, and it
// is several times cheaper to ask for than ndarray.ctypes.
#pragma once
#include <nanobind/nanobind.h>

#include <cstdint>

namespace poolwise {

// The structure that __array_struct__ hands out, as NumPy documents it.
struct ArrayInterface {
  int two;
  int nd;
  char typekind;
  int itemsize;
  int flags;
  std::intptr_t* shape;
  std::intptr_t* strides;
  void* data;
  PyObject* descr;
};

inline std::uintptr_t address(nanobind::handle array) {
  const nanobind::object capsule = array.attr("__array_struct__");
  const void* held = PyCapsule_GetPointer(capsule.ptr(), nullptr);
  if (!held) throw nanobind::python_error();
  return reinterpret_cast<std::uintptr_t>(static_cast<const ArrayInterface*>(held)->data);
}

}  // namespace poolwise
