// Fields of a FIT session that carry training meaning and have no canonical home (domain 6): named, never dropped in silence.
import type { FitMessage } from './messages.ts';

const fields = [
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

export const unsupportedSessionFields = (sessions: readonly FitMessage[]): readonly string[] =>
  fields
    .filter((field) => sessions.some((session) => session.fields[field] !== undefined))
    .map((field) => `session.${field}`);
