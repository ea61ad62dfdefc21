// The matrices of the providers (domain 6): paths into the JSON that a connector hands over.
import type { Provider } from '../contract/external-activity.ts';
import type { Matrix } from './matrix.ts';

export type ConnectedProvider = Exclude<Provider, 'device'>;

export const providerMatrices = {
  garmin: {
    version: 'garmin-v1',
    rows: {
      'workout.workout_type': [{ at: 'activity.type', transform: 'sport_to_workout_type', isRequired: true }],
      'workout.sport': [{ at: 'activity.type', transform: 'identity' }],
      'workout.duration_seconds': [{ at: 'summary.duration_s', transform: 'identity' }],
      'workout.distance_meters': [{ at: 'summary.distance_m', transform: 'identity' }],
      'workout.calories_kcal': [{ at: 'summary.energy_kj', transform: 'kj_to_kcal', confidence: 0.95 }],
      'session.started_at': [{ at: 'activity.start_time', transform: 'identity', isRequired: true }],
      'session.ended_at': [{ at: 'activity.end_time', transform: 'identity' }],
      'session.timezone': [{ at: 'activity.timezone', transform: 'identity' }],
    },
    unsupported: ['summary.ground_contact_balance'],
  },
  strava: {
    version: 'strava-v1',
    rows: {
      'workout.workout_type': [{ at: 'type', transform: 'sport_to_workout_type', isRequired: true }],
      'workout.sport': [{ at: 'type', transform: 'identity' }],
      'workout.duration_seconds': [{ at: 'moving_time', transform: 'identity' }],
      'workout.distance_meters': [{ at: 'distance', transform: 'identity' }],
      'workout.calories_kcal': [{ at: 'kilojoules', transform: 'kj_to_kcal', confidence: 0.92 }],
      'session.started_at': [{ at: 'start_date', transform: 'identity', isRequired: true }],
      'session.timezone': [{ at: 'timezone', transform: 'zone_behind_offset' }],
    },
    unsupported: ['suffer_score'],
  },
  trainingpeaks: {
    version: 'trainingpeaks-v1',
    rows: {
      'workout.workout_type': [{ at: 'workout.type', transform: 'sport_to_workout_type', isRequired: true }],
      'workout.sport': [{ at: 'workout.type', transform: 'identity' }],
      'workout.duration_seconds': [{ at: 'workout.totalTimeMinutes', transform: 'minutes_to_seconds' }],
      'workout.distance_meters': [{ at: 'workout.distanceKm', transform: 'km_to_meters' }],
      'workout.calories_kcal': [{ at: 'workout.energyKj', transform: 'kj_to_kcal', confidence: 0.9 }],
      'session.started_at': [{ at: 'workout.startTime', transform: 'identity', isRequired: true }],
      'session.ended_at': [{ at: 'workout.endTime', transform: 'identity' }],
      'session.timezone': [{ at: 'workout.timezone', transform: 'identity' }],
    },
    unsupported: ['workout.normalizedPower'],
  },
} as const satisfies Record<ConnectedProvider, Matrix>;
