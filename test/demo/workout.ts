// One invented workout, sampled as a device would: where, how far, how hard. The formats are written from it.
import { loopAround, type Place } from './route.ts';

export interface Workout {
  readonly startedAt: Date;
  readonly seconds: number;
  readonly metres: number;
  /** Beats per minute, once warm. */
  readonly heartRate: number;
  readonly calories: number;
  readonly middle: Place;
}

export interface Sample extends Place {
  /** Seconds since the start. */
  readonly second: number;
  readonly time: Date;
  /** Metres since the start. */
  readonly metres: number;
  readonly heartRate: number;
}

const everySeconds = 5;
const warmAfterSeconds = 420;
const restingHeartRate = 92;

export function samplesOf(workout: Workout): readonly Sample[] {
  const { startedAt, seconds, metres } = workout;
  const placeAt = loopAround(workout.middle, metres);
  const count = Math.floor(seconds / everySeconds);
  return Array.from({ length: count + 1 }, (_, index) => {
    const second = index * everySeconds;
    const share = shareAt(second / seconds);
    return {
      second,
      time: new Date(startedAt.getTime() + second * 1000),
      metres: Math.round(share * metres * 10) / 10,
      heartRate: heartRateAt(second, workout.heartRate),
      ...placeAt(share),
    };
  });
}

/** Nobody keeps an even pace: four times faster, four times slower, and at the end all of it is done. */
const shareAt = (time: number): number => time + 0.012 * Math.sin(8 * Math.PI * time);

function heartRateAt(second: number, target: number): number {
  const warmth = 1 - Math.exp((-3 * second) / warmAfterSeconds);
  const waves = 5 * Math.sin(second / 97) + 3 * Math.sin(second / 31);
  return Math.round(restingHeartRate + (target - restingHeartRate) * warmth + waves * warmth);
}

export const averageHeartRate = (samples: readonly Sample[]): number =>
  Math.round(samples.reduce((sum, { heartRate }) => sum + heartRate, 0) / samples.length);

export const highestHeartRate = (samples: readonly Sample[]): number =>
  Math.max(...samples.map(({ heartRate }) => heartRate));
