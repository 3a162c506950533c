// THE list of reducers that tiles are made for: who wants to know one, in C++ or in Python, asks
// here. (Maxima and sums have kernels of their own.)
#pragma once

namespace poolwise {

// As many numbers as there are elements or ranks to weigh, one or more.
constexpr int kWeights = -1;

// What callers must know of a reducer.
struct Reducer {
  const char* name;
  int numbers = 0;           // how many each channel has, or kWeights
  int slopes = 0;            // how many of them, the first, have gradients, or kWeights
  bool draws = false;        // takes a seed, and elements at random
  bool keeps_dtype = false;  // of integers makes such integers
  const char* refuses = "";  // which elements it does not take, and why
};

#define POOLWISE_NEGATIVE                                                                       \
  "negative elements; stochastic pooling draws them with probabilities in proportion to their " \
  "values, which must be at least 0"

#define POOLWISE_IMPOSSIBLE "elements below 0 or above 1; noisy-or pooling takes probabilities"

// X(name, (what callers must know), struct): those that look at elements in their order,
// clang-format off
#define POOLWISE_IN_ORDER(X)                                                               \
  /* (Σ abs(x)^p)^(1/p) */                                                                 \
  X(lp, (.numbers = 1, .slopes = 1), Norm<Base::magnitude, false, false>)                  \
  /* (Σ x^p)^(1/p) */                                                                      \
  X(lp_signed, (.numbers = 1, .slopes = 1), Norm<Base::signed_power, false, false>)        \
  /* (Σ x² / n)^½ */                                                                       \
  X(rms, (.numbers = 0), Norm<Base::magnitude, true, true>)                                \
  /* Σ (x - mean)² / (n - ddof), */                                                        \
  X(var, (.numbers = 1), Deviation<false>)                                                 \
  /* and its root */                                                                       \
  X(std, (.numbers = 1), Deviation<true>)                                                  \
  /* 1 - Π (1 - x) */                                                                      \
  X(noisy_or, (.refuses = POOLWISE_IMPOSSIBLE), NoisyOr)                                   \
  /* (Σ max(x, eps)^p / n)^(1/p) */                                                        \
  X(power_mean, (.numbers = 2, .slopes = 1), Norm<Base::floored, true, false>)             \
  /* log(Σ e^(r x) / n) / r */                                                             \
  X(lse, (.numbers = 1, .slopes = 1), LogSumExp)                                           \
  /* Σ x e^(βx) / Σ e^(βx) */                                                              \
  X(soft, (.numbers = 1, .slopes = 1), Soft)                                               \
  /* x_i with the probability x_i / Σ x */                                                 \
  X(stochastic, (.draws = true, .refuses = POOLWISE_NEGATIVE), Stochastic)                 \
  /* Σ x² / Σ x */                                                                         \
  X(stochastic_mean, (.refuses = POOLWISE_NEGATIVE), StochasticMean)                       \
  /* the largest of those that a coin of probability q keeps */                            \
  X(max_dropout, (.numbers = 1, .draws = true), MaxDropout)                                \
  /* Σ w_i x_i, absent elements leaving their weight to the others */                      \
  X(weighted, (.numbers = kWeights), Weighted)

// and those that sort them.
#define POOLWISE_SORTED(X)                                                                 \
  /* its number: of the two middle ones the lower, 0, their mean, 1, or the upper, 2 */    \
  X(median, (.numbers = 1, .keeps_dtype = true), Median)                                   \
  /* Σ w_r x(r) / Σ w_r */                                                                 \
  X(ranked, (.numbers = kWeights, .slopes = kWeights), Ranked<true>)                       \
  /* Σ w_r x(r) */                                                                         \
  X(rank_sum, (.numbers = kWeights, .slopes = kWeights), Ranked<false>)                    \
  /* x(r) with the probability w_r / Σ w_r */                                              \
  X(rank_drawn, (.numbers = kWeights, .draws = true), RankDrawn)                           \
  /* the mean without the share `cut` at either end */                                     \
  X(trimmed_mean, (.numbers = 1), ByRank<TrimmedMean>)                                     \
  /* what the share q lies below; what is taken between two elements */                    \
  X(quantile, (.numbers = 2), ByRank<Quantile>)                                            \
  /* (max x + min x) / 2 */                                                                \
  X(midrange, (.numbers = 0), Midrange)                                                    \
  /* the mean of the k largest and that of the k smallest, added up */                     \
  X(weldon, (.numbers = 1), ByRank<Weldon>)                                                \
  /* the largest where the k largest are at least t, else their mean */                    \
  X(t_max_avg, (.numbers = 2), ByRank<TMaxAvg>)                                            \
  /* the most frequent, of equally frequent ones the smallest */                           \
  X(mode, (.numbers = 0, .keeps_dtype = true), Mode)
// clang-format on

#define POOLWISE_REDUCERS(X) POOLWISE_IN_ORDER(X) POOLWISE_SORTED(X)

// Where each is in the tables of one build: k_soft.
#define POOLWISE_NUMBER(name, ...) k_##name,
enum ReducerNumber { POOLWISE_REDUCERS(POOLWISE_NUMBER) kReducers };

#define POOLWISE_OPEN(...) __VA_ARGS__
#define POOLWISE_KNOWN(own_name, known, ...) {.name = #own_name, POOLWISE_OPEN known},
constexpr Reducer kRegistry[kReducers] = {POOLWISE_REDUCERS(POOLWISE_KNOWN)};

}  // namespace poolwise
