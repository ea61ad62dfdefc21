// Fields with training meaning that have no canonical home (domain 6), under the names that a receipt gives them: read, and
// said, never dropped in silence. Support may see these names; what an app on a device invented is a file's own content.

/** Of FIT `session`. */
export const unsupportedSessionFields = [
  'avg_heart_rate',
  'max_heart_rate',
  'min_heart_rate',
  'avg_power',
  'max_power',
  'normalized_power',
  'threshold_power',
  'left_right_balance',
  'total_work',
  'avg_cadence',
  'max_cadence',
  'avg_speed',
  'enhanced_avg_speed',
  'max_speed',
  'enhanced_max_speed',
  'total_ascent',
  'total_descent',
  'training_stress_score',
  'intensity_factor',
  'total_training_effect',
  'total_anaerobic_training_effect',
  'avg_vertical_oscillation',
  'avg_vertical_ratio',
  'avg_stance_time',
  'avg_stance_time_balance',
  'avg_step_length',
  'avg_respiration_rate',
  'avg_temperature',
  'pool_length',
  'num_active_lengths',
  'avg_stroke_count',
  'avg_stroke_distance',
] as const;

/** Of FIT `record`: beyond what is kept of every point. */
export const unsupportedRecordFields = [
  'left_right_balance',
  'left_torque_effectiveness',
  'right_torque_effectiveness',
  'left_pedal_smoothness',
  'right_pedal_smoothness',
  'combined_pedal_smoothness',
  'left_power_phase',
  'right_power_phase',
  'accumulated_power',
  'motor_power',
  'resistance',
  'grade',
  'vertical_speed',
  'vertical_oscillation',
  'vertical_ratio',
  'stance_time',
  'stance_time_percent',
  'stance_time_balance',
  'step_length',
  'cycle_length',
  'total_cycles',
  'stroke_type',
  'calories',
  'respiration_rate',
  'enhanced_respiration_rate',
  'core_temperature',
  'total_hemoglobin_conc',
  'saturated_hemoglobin_percent',
  'depth',
  'current_stress',
] as const;

/** Messages of FIT of which nothing is kept. */
export const unsupportedMessages = [
  'hrv',
  'time_in_zone',
  'split',
  'workout',
  'workout_step',
  'user_profile',
] as const;

/** By element. */
export const unsupportedTcxFields = [
  'Lap.AverageHeartRateBpm',
  'Lap.MaximumHeartRateBpm',
  'Lap.Cadence',
  'Lap.MaximumSpeed',
  'Lap.LX.AvgWatts',
  'Lap.LX.MaxWatts',
  'Lap.LX.AvgRunCadence',
  'Lap.LX.MaxRunCadence',
  'Lap.LX.Steps',
] as const;
export type UnsupportedTcxField = (typeof unsupportedTcxFields)[number];

export const unsupportedGpxField = 'trkpt.hr';

/** All of them. */
export const unsupportedFieldNames = [
  ...unsupportedSessionFields.map((field) => `session.${field}` as const),
  ...unsupportedRecordFields.map((field) => `record.${field}` as const),
  ...unsupportedMessages,
  ...unsupportedTcxFields,
  unsupportedGpxField,
] as const;
