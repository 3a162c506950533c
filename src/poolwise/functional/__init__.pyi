"""Written by ``python -m poolwise.stubs``; see there."""

from .. import ada_pool1d as ada_pool1d
from .. import ada_pool2d as ada_pool2d
from .. import ada_pool3d as ada_pool3d
from .. import adaptive_ada_pool1d as adaptive_ada_pool1d
from .. import adaptive_ada_pool2d as adaptive_ada_pool2d
from .. import adaptive_ada_pool3d as adaptive_ada_pool3d
from .. import adaptive_avg_pool1d as adaptive_avg_pool1d
from .. import adaptive_avg_pool2d as adaptive_avg_pool2d
from .. import adaptive_avg_pool3d as adaptive_avg_pool3d
from .. import adaptive_detail_preserving_pool1d as adaptive_detail_preserving_pool1d
from .. import adaptive_detail_preserving_pool2d as adaptive_detail_preserving_pool2d
from .. import adaptive_detail_preserving_pool3d as adaptive_detail_preserving_pool3d
from .. import adaptive_lip_pool1d as adaptive_lip_pool1d
from .. import adaptive_lip_pool2d as adaptive_lip_pool2d
from .. import adaptive_lip_pool3d as adaptive_lip_pool3d
from .. import adaptive_lp_pool1d as adaptive_lp_pool1d
from .. import adaptive_lp_pool2d as adaptive_lp_pool2d
from .. import adaptive_lp_pool3d as adaptive_lp_pool3d
from .. import adaptive_lse_pool1d as adaptive_lse_pool1d
from .. import adaptive_lse_pool2d as adaptive_lse_pool2d
from .. import adaptive_lse_pool3d as adaptive_lse_pool3d
from .. import adaptive_max_dropout_pool1d as adaptive_max_dropout_pool1d
from .. import adaptive_max_dropout_pool2d as adaptive_max_dropout_pool2d
from .. import adaptive_max_dropout_pool3d as adaptive_max_dropout_pool3d
from .. import adaptive_max_pool1d as adaptive_max_pool1d
from .. import adaptive_max_pool2d as adaptive_max_pool2d
from .. import adaptive_max_pool3d as adaptive_max_pool3d
from .. import adaptive_median_pool1d as adaptive_median_pool1d
from .. import adaptive_median_pool2d as adaptive_median_pool2d
from .. import adaptive_median_pool3d as adaptive_median_pool3d
from .. import adaptive_midrange_pool1d as adaptive_midrange_pool1d
from .. import adaptive_midrange_pool2d as adaptive_midrange_pool2d
from .. import adaptive_midrange_pool3d as adaptive_midrange_pool3d
from .. import adaptive_min_pool1d as adaptive_min_pool1d
from .. import adaptive_min_pool2d as adaptive_min_pool2d
from .. import adaptive_min_pool3d as adaptive_min_pool3d
from .. import adaptive_mixed_pool1d as adaptive_mixed_pool1d
from .. import adaptive_mixed_pool2d as adaptive_mixed_pool2d
from .. import adaptive_mixed_pool3d as adaptive_mixed_pool3d
from .. import adaptive_mode_pool1d as adaptive_mode_pool1d
from .. import adaptive_mode_pool2d as adaptive_mode_pool2d
from .. import adaptive_mode_pool3d as adaptive_mode_pool3d
from .. import adaptive_noisy_and_pool1d as adaptive_noisy_and_pool1d
from .. import adaptive_noisy_and_pool2d as adaptive_noisy_and_pool2d
from .. import adaptive_noisy_and_pool3d as adaptive_noisy_and_pool3d
from .. import adaptive_noisy_or_pool1d as adaptive_noisy_or_pool1d
from .. import adaptive_noisy_or_pool2d as adaptive_noisy_or_pool2d
from .. import adaptive_noisy_or_pool3d as adaptive_noisy_or_pool3d
from .. import adaptive_ordinal_pool1d as adaptive_ordinal_pool1d
from .. import adaptive_ordinal_pool2d as adaptive_ordinal_pool2d
from .. import adaptive_ordinal_pool3d as adaptive_ordinal_pool3d
from .. import adaptive_polyphase_pool1d as adaptive_polyphase_pool1d
from .. import adaptive_polyphase_pool2d as adaptive_polyphase_pool2d
from .. import adaptive_polyphase_pool3d as adaptive_polyphase_pool3d
from .. import adaptive_power_mean_pool1d as adaptive_power_mean_pool1d
from .. import adaptive_power_mean_pool2d as adaptive_power_mean_pool2d
from .. import adaptive_power_mean_pool3d as adaptive_power_mean_pool3d
from .. import adaptive_quantile_pool1d as adaptive_quantile_pool1d
from .. import adaptive_quantile_pool2d as adaptive_quantile_pool2d
from .. import adaptive_quantile_pool3d as adaptive_quantile_pool3d
from .. import adaptive_rank_stochastic_pool1d as adaptive_rank_stochastic_pool1d
from .. import adaptive_rank_stochastic_pool2d as adaptive_rank_stochastic_pool2d
from .. import adaptive_rank_stochastic_pool3d as adaptive_rank_stochastic_pool3d
from .. import adaptive_rank_weighted_pool1d as adaptive_rank_weighted_pool1d
from .. import adaptive_rank_weighted_pool2d as adaptive_rank_weighted_pool2d
from .. import adaptive_rank_weighted_pool3d as adaptive_rank_weighted_pool3d
from .. import adaptive_rms_pool1d as adaptive_rms_pool1d
from .. import adaptive_rms_pool2d as adaptive_rms_pool2d
from .. import adaptive_rms_pool3d as adaptive_rms_pool3d
from .. import adaptive_soft_pool1d as adaptive_soft_pool1d
from .. import adaptive_soft_pool2d as adaptive_soft_pool2d
from .. import adaptive_soft_pool3d as adaptive_soft_pool3d
from .. import adaptive_std_pool1d as adaptive_std_pool1d
from .. import adaptive_std_pool2d as adaptive_std_pool2d
from .. import adaptive_std_pool3d as adaptive_std_pool3d
from .. import adaptive_stochastic_pool1d as adaptive_stochastic_pool1d
from .. import adaptive_stochastic_pool2d as adaptive_stochastic_pool2d
from .. import adaptive_stochastic_pool3d as adaptive_stochastic_pool3d
from .. import adaptive_sum_pool1d as adaptive_sum_pool1d
from .. import adaptive_sum_pool2d as adaptive_sum_pool2d
from .. import adaptive_sum_pool3d as adaptive_sum_pool3d
from .. import adaptive_t_max_avg_pool1d as adaptive_t_max_avg_pool1d
from .. import adaptive_t_max_avg_pool2d as adaptive_t_max_avg_pool2d
from .. import adaptive_t_max_avg_pool3d as adaptive_t_max_avg_pool3d
from .. import adaptive_top_k_avg_pool1d as adaptive_top_k_avg_pool1d
from .. import adaptive_top_k_avg_pool2d as adaptive_top_k_avg_pool2d
from .. import adaptive_top_k_avg_pool3d as adaptive_top_k_avg_pool3d
from .. import adaptive_trimmed_mean_pool1d as adaptive_trimmed_mean_pool1d
from .. import adaptive_trimmed_mean_pool2d as adaptive_trimmed_mean_pool2d
from .. import adaptive_trimmed_mean_pool3d as adaptive_trimmed_mean_pool3d
from .. import adaptive_var_pool1d as adaptive_var_pool1d
from .. import adaptive_var_pool2d as adaptive_var_pool2d
from .. import adaptive_var_pool3d as adaptive_var_pool3d
from .. import adaptive_weldon_pool1d as adaptive_weldon_pool1d
from .. import adaptive_weldon_pool2d as adaptive_weldon_pool2d
from .. import adaptive_weldon_pool3d as adaptive_weldon_pool3d
from .. import attention_pool1d as attention_pool1d
from .. import attention_pool2d as attention_pool2d
from .. import attention_pool3d as attention_pool3d
from .. import avg_pool1d as avg_pool1d
from .. import avg_pool2d as avg_pool2d
from .. import avg_pool3d as avg_pool3d
from .. import avg_unpool1d as avg_unpool1d
from .. import avg_unpool2d as avg_unpool2d
from .. import avg_unpool3d as avg_unpool3d
from .. import blur_pool1d as blur_pool1d
from .. import blur_pool2d as blur_pool2d
from .. import blur_pool3d as blur_pool3d
from .. import channel_avg_pool as channel_avg_pool
from .. import channel_lp_pool as channel_lp_pool
from .. import channel_lse_pool as channel_lse_pool
from .. import channel_max_dropout_pool as channel_max_dropout_pool
from .. import channel_max_pool as channel_max_pool
from .. import channel_median_pool as channel_median_pool
from .. import channel_midrange_pool as channel_midrange_pool
from .. import channel_min_pool as channel_min_pool
from .. import channel_mode_pool as channel_mode_pool
from .. import channel_noisy_and_pool as channel_noisy_and_pool
from .. import channel_noisy_or_pool as channel_noisy_or_pool
from .. import channel_ordinal_pool as channel_ordinal_pool
from .. import channel_pool as channel_pool
from .. import channel_power_mean_pool as channel_power_mean_pool
from .. import channel_quantile_pool as channel_quantile_pool
from .. import channel_rank_stochastic_pool as channel_rank_stochastic_pool
from .. import channel_rank_weighted_pool as channel_rank_weighted_pool
from .. import channel_rms_pool as channel_rms_pool
from .. import channel_soft_pool as channel_soft_pool
from .. import channel_std_pool as channel_std_pool
from .. import channel_stochastic_pool as channel_stochastic_pool
from .. import channel_sum_pool as channel_sum_pool
from .. import channel_t_max_avg_pool as channel_t_max_avg_pool
from .. import channel_top_k_avg_pool as channel_top_k_avg_pool
from .. import channel_trimmed_mean_pool as channel_trimmed_mean_pool
from .. import channel_var_pool as channel_var_pool
from .. import channel_weldon_pool as channel_weldon_pool
from .. import corner_pool2d as corner_pool2d
from .. import covariance_pool1d as covariance_pool1d
from .. import covariance_pool2d as covariance_pool2d
from .. import covariance_pool3d as covariance_pool3d
from .. import detail_preserving_pool1d as detail_preserving_pool1d
from .. import detail_preserving_pool2d as detail_preserving_pool2d
from .. import detail_preserving_pool3d as detail_preserving_pool3d
from .. import dynamic_k as dynamic_k
from .. import fractional_max_pool1d as fractional_max_pool1d
from .. import fractional_max_pool2d as fractional_max_pool2d
from .. import fractional_max_pool3d as fractional_max_pool3d
from .. import gated_pool1d as gated_pool1d
from .. import gated_pool2d as gated_pool2d
from .. import gated_pool3d as gated_pool3d
from .. import global_ada_pool1d as global_ada_pool1d
from .. import global_ada_pool2d as global_ada_pool2d
from .. import global_ada_pool3d as global_ada_pool3d
from .. import global_avg_pool1d as global_avg_pool1d
from .. import global_avg_pool2d as global_avg_pool2d
from .. import global_avg_pool3d as global_avg_pool3d
from .. import global_detail_preserving_pool1d as global_detail_preserving_pool1d
from .. import global_detail_preserving_pool2d as global_detail_preserving_pool2d
from .. import global_detail_preserving_pool3d as global_detail_preserving_pool3d
from .. import global_lip_pool1d as global_lip_pool1d
from .. import global_lip_pool2d as global_lip_pool2d
from .. import global_lip_pool3d as global_lip_pool3d
from .. import global_lp_pool1d as global_lp_pool1d
from .. import global_lp_pool2d as global_lp_pool2d
from .. import global_lp_pool3d as global_lp_pool3d
from .. import global_lse_pool1d as global_lse_pool1d
from .. import global_lse_pool2d as global_lse_pool2d
from .. import global_lse_pool3d as global_lse_pool3d
from .. import global_max_dropout_pool1d as global_max_dropout_pool1d
from .. import global_max_dropout_pool2d as global_max_dropout_pool2d
from .. import global_max_dropout_pool3d as global_max_dropout_pool3d
from .. import global_max_pool1d as global_max_pool1d
from .. import global_max_pool2d as global_max_pool2d
from .. import global_max_pool3d as global_max_pool3d
from .. import global_median_pool1d as global_median_pool1d
from .. import global_median_pool2d as global_median_pool2d
from .. import global_median_pool3d as global_median_pool3d
from .. import global_midrange_pool1d as global_midrange_pool1d
from .. import global_midrange_pool2d as global_midrange_pool2d
from .. import global_midrange_pool3d as global_midrange_pool3d
from .. import global_min_pool1d as global_min_pool1d
from .. import global_min_pool2d as global_min_pool2d
from .. import global_min_pool3d as global_min_pool3d
from .. import global_mixed_pool1d as global_mixed_pool1d
from .. import global_mixed_pool2d as global_mixed_pool2d
from .. import global_mixed_pool3d as global_mixed_pool3d
from .. import global_mode_pool1d as global_mode_pool1d
from .. import global_mode_pool2d as global_mode_pool2d
from .. import global_mode_pool3d as global_mode_pool3d
from .. import global_noisy_and_pool1d as global_noisy_and_pool1d
from .. import global_noisy_and_pool2d as global_noisy_and_pool2d
from .. import global_noisy_and_pool3d as global_noisy_and_pool3d
from .. import global_noisy_or_pool1d as global_noisy_or_pool1d
from .. import global_noisy_or_pool2d as global_noisy_or_pool2d
from .. import global_noisy_or_pool3d as global_noisy_or_pool3d
from .. import global_ordinal_pool1d as global_ordinal_pool1d
from .. import global_ordinal_pool2d as global_ordinal_pool2d
from .. import global_ordinal_pool3d as global_ordinal_pool3d
from .. import global_power_mean_pool1d as global_power_mean_pool1d
from .. import global_power_mean_pool2d as global_power_mean_pool2d
from .. import global_power_mean_pool3d as global_power_mean_pool3d
from .. import global_quantile_pool1d as global_quantile_pool1d
from .. import global_quantile_pool2d as global_quantile_pool2d
from .. import global_quantile_pool3d as global_quantile_pool3d
from .. import global_rank_stochastic_pool1d as global_rank_stochastic_pool1d
from .. import global_rank_stochastic_pool2d as global_rank_stochastic_pool2d
from .. import global_rank_stochastic_pool3d as global_rank_stochastic_pool3d
from .. import global_rank_weighted_pool1d as global_rank_weighted_pool1d
from .. import global_rank_weighted_pool2d as global_rank_weighted_pool2d
from .. import global_rank_weighted_pool3d as global_rank_weighted_pool3d
from .. import global_rms_pool1d as global_rms_pool1d
from .. import global_rms_pool2d as global_rms_pool2d
from .. import global_rms_pool3d as global_rms_pool3d
from .. import global_soft_pool1d as global_soft_pool1d
from .. import global_soft_pool2d as global_soft_pool2d
from .. import global_soft_pool3d as global_soft_pool3d
from .. import global_std_pool1d as global_std_pool1d
from .. import global_std_pool2d as global_std_pool2d
from .. import global_std_pool3d as global_std_pool3d
from .. import global_stochastic_pool1d as global_stochastic_pool1d
from .. import global_stochastic_pool2d as global_stochastic_pool2d
from .. import global_stochastic_pool3d as global_stochastic_pool3d
from .. import global_sum_pool1d as global_sum_pool1d
from .. import global_sum_pool2d as global_sum_pool2d
from .. import global_sum_pool3d as global_sum_pool3d
from .. import global_t_max_avg_pool1d as global_t_max_avg_pool1d
from .. import global_t_max_avg_pool2d as global_t_max_avg_pool2d
from .. import global_t_max_avg_pool3d as global_t_max_avg_pool3d
from .. import global_top_k_avg_pool1d as global_top_k_avg_pool1d
from .. import global_top_k_avg_pool2d as global_top_k_avg_pool2d
from .. import global_top_k_avg_pool3d as global_top_k_avg_pool3d
from .. import global_trimmed_mean_pool1d as global_trimmed_mean_pool1d
from .. import global_trimmed_mean_pool2d as global_trimmed_mean_pool2d
from .. import global_trimmed_mean_pool3d as global_trimmed_mean_pool3d
from .. import global_var_pool1d as global_var_pool1d
from .. import global_var_pool2d as global_var_pool2d
from .. import global_var_pool3d as global_var_pool3d
from .. import global_weldon_pool1d as global_weldon_pool1d
from .. import global_weldon_pool2d as global_weldon_pool2d
from .. import global_weldon_pool3d as global_weldon_pool3d
from .. import k_max_pool1d as k_max_pool1d
from .. import lip_pool1d as lip_pool1d
from .. import lip_pool2d as lip_pool2d
from .. import lip_pool3d as lip_pool3d
from .. import local_l2_norm1d as local_l2_norm1d
from .. import local_l2_norm2d as local_l2_norm2d
from .. import local_l2_norm3d as local_l2_norm3d
from .. import lp_pool1d as lp_pool1d
from .. import lp_pool2d as lp_pool2d
from .. import lp_pool3d as lp_pool3d
from .. import lse_pool1d as lse_pool1d
from .. import lse_pool2d as lse_pool2d
from .. import lse_pool3d as lse_pool3d
from .. import max_blur_pool1d as max_blur_pool1d
from .. import max_blur_pool2d as max_blur_pool2d
from .. import max_blur_pool3d as max_blur_pool3d
from .. import max_dropout_pool1d as max_dropout_pool1d
from .. import max_dropout_pool2d as max_dropout_pool2d
from .. import max_dropout_pool3d as max_dropout_pool3d
from .. import max_pool1d as max_pool1d
from .. import max_pool2d as max_pool2d
from .. import max_pool3d as max_pool3d
from .. import max_unpool1d as max_unpool1d
from .. import max_unpool2d as max_unpool2d
from .. import max_unpool3d as max_unpool3d
from .. import maxout as maxout
from .. import median_pool1d as median_pool1d
from .. import median_pool2d as median_pool2d
from .. import median_pool3d as median_pool3d
from .. import midrange_pool1d as midrange_pool1d
from .. import midrange_pool2d as midrange_pool2d
from .. import midrange_pool3d as midrange_pool3d
from .. import min_pool1d as min_pool1d
from .. import min_pool2d as min_pool2d
from .. import min_pool3d as min_pool3d
from .. import mixed_pool1d as mixed_pool1d
from .. import mixed_pool2d as mixed_pool2d
from .. import mixed_pool3d as mixed_pool3d
from .. import mode_pool1d as mode_pool1d
from .. import mode_pool2d as mode_pool2d
from .. import mode_pool3d as mode_pool3d
from .. import netvlad_pool1d as netvlad_pool1d
from .. import netvlad_pool2d as netvlad_pool2d
from .. import netvlad_pool3d as netvlad_pool3d
from .. import noisy_and_pool1d as noisy_and_pool1d
from .. import noisy_and_pool2d as noisy_and_pool2d
from .. import noisy_and_pool3d as noisy_and_pool3d
from .. import noisy_or_pool1d as noisy_or_pool1d
from .. import noisy_or_pool2d as noisy_or_pool2d
from .. import noisy_or_pool3d as noisy_or_pool3d
from .. import ordinal_pool1d as ordinal_pool1d
from .. import ordinal_pool2d as ordinal_pool2d
from .. import ordinal_pool3d as ordinal_pool3d
from .. import pool1d as pool1d
from .. import pool2d as pool2d
from .. import pool3d as pool3d
from .. import power_mean_pool1d as power_mean_pool1d
from .. import power_mean_pool2d as power_mean_pool2d
from .. import power_mean_pool3d as power_mean_pool3d
from .. import quantile_pool1d as quantile_pool1d
from .. import quantile_pool2d as quantile_pool2d
from .. import quantile_pool3d as quantile_pool3d
from .. import rank_stochastic_pool1d as rank_stochastic_pool1d
from .. import rank_stochastic_pool2d as rank_stochastic_pool2d
from .. import rank_stochastic_pool3d as rank_stochastic_pool3d
from .. import rank_weighted_pool1d as rank_weighted_pool1d
from .. import rank_weighted_pool2d as rank_weighted_pool2d
from .. import rank_weighted_pool3d as rank_weighted_pool3d
from .. import rms_pool1d as rms_pool1d
from .. import rms_pool2d as rms_pool2d
from .. import rms_pool3d as rms_pool3d
from .. import roi_align as roi_align
from .. import roi_pool as roi_pool
from .. import s3_pool1d as s3_pool1d
from .. import s3_pool2d as s3_pool2d
from .. import s3_pool3d as s3_pool3d
from .. import soft_pool1d as soft_pool1d
from .. import soft_pool2d as soft_pool2d
from .. import soft_pool3d as soft_pool3d
from .. import spatial_pyramid_pool1d as spatial_pyramid_pool1d
from .. import spatial_pyramid_pool2d as spatial_pyramid_pool2d
from .. import spatial_pyramid_pool3d as spatial_pyramid_pool3d
from .. import spectral_pool2d as spectral_pool2d
from .. import std_pool1d as std_pool1d
from .. import std_pool2d as std_pool2d
from .. import std_pool3d as std_pool3d
from .. import stochastic_pool1d as stochastic_pool1d
from .. import stochastic_pool2d as stochastic_pool2d
from .. import stochastic_pool3d as stochastic_pool3d
from .. import sum_pool1d as sum_pool1d
from .. import sum_pool2d as sum_pool2d
from .. import sum_pool3d as sum_pool3d
from .. import t_max_avg_pool1d as t_max_avg_pool1d
from .. import t_max_avg_pool2d as t_max_avg_pool2d
from .. import t_max_avg_pool3d as t_max_avg_pool3d
from .. import temporal_avg_pool as temporal_avg_pool
from .. import temporal_k_max_pool as temporal_k_max_pool
from .. import temporal_last_pool as temporal_last_pool
from .. import temporal_max_pool as temporal_max_pool
from .. import temporal_mean_pool as temporal_mean_pool
from .. import temporal_statistics_pool as temporal_statistics_pool
from .. import top_k_avg_pool1d as top_k_avg_pool1d
from .. import top_k_avg_pool2d as top_k_avg_pool2d
from .. import top_k_avg_pool3d as top_k_avg_pool3d
from .. import tree_pool1d as tree_pool1d
from .. import tree_pool2d as tree_pool2d
from .. import tree_pool3d as tree_pool3d
from .. import trimmed_mean_pool1d as trimmed_mean_pool1d
from .. import trimmed_mean_pool2d as trimmed_mean_pool2d
from .. import trimmed_mean_pool3d as trimmed_mean_pool3d
from .. import upsample_skip as upsample_skip
from .. import var_pool1d as var_pool1d
from .. import var_pool2d as var_pool2d
from .. import var_pool3d as var_pool3d
from .. import wavelet_pool2d as wavelet_pool2d
from .. import weldon_pool1d as weldon_pool1d
from .. import weldon_pool2d as weldon_pool2d
from .. import weldon_pool3d as weldon_pool3d
from .. import winner_take_all1d as winner_take_all1d
from .. import winner_take_all2d as winner_take_all2d
from .. import winner_take_all3d as winner_take_all3d
from .arguments import Array as Array
from .rules import OutputSize as OutputSize
from .rules import Rules as Rules

__all__ = [
    "Array",
    "OutputSize",
    "Rules",
    "ada_pool1d",
    "ada_pool2d",
    "ada_pool3d",
    "adaptive_ada_pool1d",
    "adaptive_ada_pool2d",
    "adaptive_ada_pool3d",
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_detail_preserving_pool1d",
    "adaptive_detail_preserving_pool2d",
    "adaptive_detail_preserving_pool3d",
    "adaptive_lip_pool1d",
    "adaptive_lip_pool2d",
    "adaptive_lip_pool3d",
    "adaptive_lp_pool1d",
    "adaptive_lp_pool2d",
    "adaptive_lp_pool3d",
    "adaptive_lse_pool1d",
    "adaptive_lse_pool2d",
    "adaptive_lse_pool3d",
    "adaptive_max_dropout_pool1d",
    "adaptive_max_dropout_pool2d",
    "adaptive_max_dropout_pool3d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
    "adaptive_median_pool1d",
    "adaptive_median_pool2d",
    "adaptive_median_pool3d",
    "adaptive_midrange_pool1d",
    "adaptive_midrange_pool2d",
    "adaptive_midrange_pool3d",
    "adaptive_min_pool1d",
    "adaptive_min_pool2d",
    "adaptive_min_pool3d",
    "adaptive_mixed_pool1d",
    "adaptive_mixed_pool2d",
    "adaptive_mixed_pool3d",
    "adaptive_mode_pool1d",
    "adaptive_mode_pool2d",
    "adaptive_mode_pool3d",
    "adaptive_noisy_and_pool1d",
    "adaptive_noisy_and_pool2d",
    "adaptive_noisy_and_pool3d",
    "adaptive_noisy_or_pool1d",
    "adaptive_noisy_or_pool2d",
    "adaptive_noisy_or_pool3d",
    "adaptive_ordinal_pool1d",
    "adaptive_ordinal_pool2d",
    "adaptive_ordinal_pool3d",
    "adaptive_polyphase_pool1d",
    "adaptive_polyphase_pool2d",
    "adaptive_polyphase_pool3d",
    "adaptive_power_mean_pool1d",
    "adaptive_power_mean_pool2d",
    "adaptive_power_mean_pool3d",
    "adaptive_quantile_pool1d",
    "adaptive_quantile_pool2d",
    "adaptive_quantile_pool3d",
    "adaptive_rank_stochastic_pool1d",
    "adaptive_rank_stochastic_pool2d",
    "adaptive_rank_stochastic_pool3d",
    "adaptive_rank_weighted_pool1d",
    "adaptive_rank_weighted_pool2d",
    "adaptive_rank_weighted_pool3d",
    "adaptive_rms_pool1d",
    "adaptive_rms_pool2d",
    "adaptive_rms_pool3d",
    "adaptive_soft_pool1d",
    "adaptive_soft_pool2d",
    "adaptive_soft_pool3d",
    "adaptive_std_pool1d",
    "adaptive_std_pool2d",
    "adaptive_std_pool3d",
    "adaptive_stochastic_pool1d",
    "adaptive_stochastic_pool2d",
    "adaptive_stochastic_pool3d",
    "adaptive_sum_pool1d",
    "adaptive_sum_pool2d",
    "adaptive_sum_pool3d",
    "adaptive_t_max_avg_pool1d",
    "adaptive_t_max_avg_pool2d",
    "adaptive_t_max_avg_pool3d",
    "adaptive_top_k_avg_pool1d",
    "adaptive_top_k_avg_pool2d",
    "adaptive_top_k_avg_pool3d",
    "adaptive_trimmed_mean_pool1d",
    "adaptive_trimmed_mean_pool2d",
    "adaptive_trimmed_mean_pool3d",
    "adaptive_var_pool1d",
    "adaptive_var_pool2d",
    "adaptive_var_pool3d",
    "adaptive_weldon_pool1d",
    "adaptive_weldon_pool2d",
    "adaptive_weldon_pool3d",
    "attention_pool1d",
    "attention_pool2d",
    "attention_pool3d",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "avg_unpool1d",
    "avg_unpool2d",
    "avg_unpool3d",
    "blur_pool1d",
    "blur_pool2d",
    "blur_pool3d",
    "channel_avg_pool",
    "channel_lp_pool",
    "channel_lse_pool",
    "channel_max_dropout_pool",
    "channel_max_pool",
    "channel_median_pool",
    "channel_midrange_pool",
    "channel_min_pool",
    "channel_mode_pool",
    "channel_noisy_and_pool",
    "channel_noisy_or_pool",
    "channel_ordinal_pool",
    "channel_pool",
    "channel_power_mean_pool",
    "channel_quantile_pool",
    "channel_rank_stochastic_pool",
    "channel_rank_weighted_pool",
    "channel_rms_pool",
    "channel_soft_pool",
    "channel_std_pool",
    "channel_stochastic_pool",
    "channel_sum_pool",
    "channel_t_max_avg_pool",
    "channel_top_k_avg_pool",
    "channel_trimmed_mean_pool",
    "channel_var_pool",
    "channel_weldon_pool",
    "corner_pool2d",
    "covariance_pool1d",
    "covariance_pool2d",
    "covariance_pool3d",
    "detail_preserving_pool1d",
    "detail_preserving_pool2d",
    "detail_preserving_pool3d",
    "dynamic_k",
    "fractional_max_pool1d",
    "fractional_max_pool2d",
    "fractional_max_pool3d",
    "gated_pool1d",
    "gated_pool2d",
    "gated_pool3d",
    "global_ada_pool1d",
    "global_ada_pool2d",
    "global_ada_pool3d",
    "global_avg_pool1d",
    "global_avg_pool2d",
    "global_avg_pool3d",
    "global_detail_preserving_pool1d",
    "global_detail_preserving_pool2d",
    "global_detail_preserving_pool3d",
    "global_lip_pool1d",
    "global_lip_pool2d",
    "global_lip_pool3d",
    "global_lp_pool1d",
    "global_lp_pool2d",
    "global_lp_pool3d",
    "global_lse_pool1d",
    "global_lse_pool2d",
    "global_lse_pool3d",
    "global_max_dropout_pool1d",
    "global_max_dropout_pool2d",
    "global_max_dropout_pool3d",
    "global_max_pool1d",
    "global_max_pool2d",
    "global_max_pool3d",
    "global_median_pool1d",
    "global_median_pool2d",
    "global_median_pool3d",
    "global_midrange_pool1d",
    "global_midrange_pool2d",
    "global_midrange_pool3d",
    "global_min_pool1d",
    "global_min_pool2d",
    "global_min_pool3d",
    "global_mixed_pool1d",
    "global_mixed_pool2d",
    "global_mixed_pool3d",
    "global_mode_pool1d",
    "global_mode_pool2d",
    "global_mode_pool3d",
    "global_noisy_and_pool1d",
    "global_noisy_and_pool2d",
    "global_noisy_and_pool3d",
    "global_noisy_or_pool1d",
    "global_noisy_or_pool2d",
    "global_noisy_or_pool3d",
    "global_ordinal_pool1d",
    "global_ordinal_pool2d",
    "global_ordinal_pool3d",
    "global_power_mean_pool1d",
    "global_power_mean_pool2d",
    "global_power_mean_pool3d",
    "global_quantile_pool1d",
    "global_quantile_pool2d",
    "global_quantile_pool3d",
    "global_rank_stochastic_pool1d",
    "global_rank_stochastic_pool2d",
    "global_rank_stochastic_pool3d",
    "global_rank_weighted_pool1d",
    "global_rank_weighted_pool2d",
    "global_rank_weighted_pool3d",
    "global_rms_pool1d",
    "global_rms_pool2d",
    "global_rms_pool3d",
    "global_soft_pool1d",
    "global_soft_pool2d",
    "global_soft_pool3d",
    "global_std_pool1d",
    "global_std_pool2d",
    "global_std_pool3d",
    "global_stochastic_pool1d",
    "global_stochastic_pool2d",
    "global_stochastic_pool3d",
    "global_sum_pool1d",
    "global_sum_pool2d",
    "global_sum_pool3d",
    "global_t_max_avg_pool1d",
    "global_t_max_avg_pool2d",
    "global_t_max_avg_pool3d",
    "global_top_k_avg_pool1d",
    "global_top_k_avg_pool2d",
    "global_top_k_avg_pool3d",
    "global_trimmed_mean_pool1d",
    "global_trimmed_mean_pool2d",
    "global_trimmed_mean_pool3d",
    "global_var_pool1d",
    "global_var_pool2d",
    "global_var_pool3d",
    "global_weldon_pool1d",
    "global_weldon_pool2d",
    "global_weldon_pool3d",
    "k_max_pool1d",
    "lip_pool1d",
    "lip_pool2d",
    "lip_pool3d",
    "local_l2_norm1d",
    "local_l2_norm2d",
    "local_l2_norm3d",
    "lp_pool1d",
    "lp_pool2d",
    "lp_pool3d",
    "lse_pool1d",
    "lse_pool2d",
    "lse_pool3d",
    "max_blur_pool1d",
    "max_blur_pool2d",
    "max_blur_pool3d",
    "max_dropout_pool1d",
    "max_dropout_pool2d",
    "max_dropout_pool3d",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "max_unpool1d",
    "max_unpool2d",
    "max_unpool3d",
    "maxout",
    "median_pool1d",
    "median_pool2d",
    "median_pool3d",
    "midrange_pool1d",
    "midrange_pool2d",
    "midrange_pool3d",
    "min_pool1d",
    "min_pool2d",
    "min_pool3d",
    "mixed_pool1d",
    "mixed_pool2d",
    "mixed_pool3d",
    "mode_pool1d",
    "mode_pool2d",
    "mode_pool3d",
    "netvlad_pool1d",
    "netvlad_pool2d",
    "netvlad_pool3d",
    "noisy_and_pool1d",
    "noisy_and_pool2d",
    "noisy_and_pool3d",
    "noisy_or_pool1d",
    "noisy_or_pool2d",
    "noisy_or_pool3d",
    "ordinal_pool1d",
    "ordinal_pool2d",
    "ordinal_pool3d",
    "pool1d",
    "pool2d",
    "pool3d",
    "power_mean_pool1d",
    "power_mean_pool2d",
    "power_mean_pool3d",
    "quantile_pool1d",
    "quantile_pool2d",
    "quantile_pool3d",
    "rank_stochastic_pool1d",
    "rank_stochastic_pool2d",
    "rank_stochastic_pool3d",
    "rank_weighted_pool1d",
    "rank_weighted_pool2d",
    "rank_weighted_pool3d",
    "rms_pool1d",
    "rms_pool2d",
    "rms_pool3d",
    "roi_align",
    "roi_pool",
    "s3_pool1d",
    "s3_pool2d",
    "s3_pool3d",
    "soft_pool1d",
    "soft_pool2d",
    "soft_pool3d",
    "spatial_pyramid_pool1d",
    "spatial_pyramid_pool2d",
    "spatial_pyramid_pool3d",
    "spectral_pool2d",
    "std_pool1d",
    "std_pool2d",
    "std_pool3d",
    "stochastic_pool1d",
    "stochastic_pool2d",
    "stochastic_pool3d",
    "sum_pool1d",
    "sum_pool2d",
    "sum_pool3d",
    "t_max_avg_pool1d",
    "t_max_avg_pool2d",
    "t_max_avg_pool3d",
    "temporal_avg_pool",
    "temporal_k_max_pool",
    "temporal_last_pool",
    "temporal_max_pool",
    "temporal_mean_pool",
    "temporal_statistics_pool",
    "top_k_avg_pool1d",
    "top_k_avg_pool2d",
    "top_k_avg_pool3d",
    "tree_pool1d",
    "tree_pool2d",
    "tree_pool3d",
    "trimmed_mean_pool1d",
    "trimmed_mean_pool2d",
    "trimmed_mean_pool3d",
    "upsample_skip",
    "var_pool1d",
    "var_pool2d",
    "var_pool3d",
    "wavelet_pool2d",
    "weldon_pool1d",
    "weldon_pool2d",
    "weldon_pool3d",
    "winner_take_all1d",
    "winner_take_all2d",
    "winner_take_all3d",
]
