// Every sport that a format or a service can name is decided: a type, or `other` on purpose.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeNames } from '../../../src-worker/formats/fit/profile/names.ts';
import {
  fitSports,
  fitSubSports,
  garminActivityTypes,
  sportVocabularies,
  stravaNumbers,
  stravaSportTypes,
  trainingPeaksTypes,
  type Vocabulary,
} from '../../../src-worker/mapping/sport-words.ts';
import { plainWord, workoutTypeOf } from '../../../src-worker/mapping/sports.ts';

const wordsOf = (vocabulary: Vocabulary): readonly string[] => Object.values(vocabulary).flat();

describe('the workout type of a sport', () => {
  it.each([
    ['running', 'treadmill', 'run'],
    ['Running', null, 'run'],
    ['9', null, 'run'],
    ['cycling', 'virtual_activity', 'ride'],
    ['Biking', null, 'ride'],
    ['road_biking', null, 'ride'],
    ['e_biking', null, 'ride'],
    ['1', null, 'ride'],
    ['swimming', 'lap_swimming', 'swim'],
    ['16', null, 'swim'],
    ['training', 'strength_training', 'strength'],
    ['fitness_equipment', 'indoor_rowing', 'row'],
    ['generic', 'treadmill', 'run'],
    ['generic', 'recumbent', 'ride'],
    ['generic', 'trail', 'run'],
    ['walking', null, 'walk'],
    ['10', null, 'walk'],
    ['hiking', null, 'hike'],
    ['4', null, 'hike'],
    ['Cross-Country Skiing', null, 'ski'],
    ['snowboarding', 'backcountry', 'ski'],
    ['2', null, 'ski'],
    ['XC-Ski', null, 'ski'],
    ['multisport', null, 'multisport'],
    ['MULTI_SPORT', null, 'multisport'],
    ['kayaking', null, 'other'],
    ['Yoga', null, 'other'],
    ['day off', null, 'other'],
    ['Other', null, 'other'],
    ['generic', 'generic', 'other'],
    ['generic', 'quidditch', 'other'],
  ])('%s / %s is %s, and known', (sport, subSport, workoutType) => {
    expect(workoutTypeOf(sport, subSport)).toEqual({ workoutType, known: true });
  });

  it.each([[null], ['quidditch'], ['constructor'], ['__proto__'], ['77'], [''], ['trail']])(
    '%s is other, and a guess',
    (sport) => {
      expect(workoutTypeOf(sport, null)).toEqual({ workoutType: 'other', known: false });
    },
  );

  it('is the same in any case and with any signs between', () => {
    const separated = fc.tuple(fc.constantFrom(...sportVocabularies.flatMap(wordsOf)), fc.func(fc.nat(5)));
    fc.assert(
      fc.property(separated, ([word, choose]) => {
        const other = Array.from(plainWord(word), (letter, at) => {
          const sign = ['', '_', '-', ' ', '.', ''][choose(at)] ?? '';
          return (choose(at) % 2 === 0 ? letter.toUpperCase() : letter) + sign;
        }).join('');
        expect(workoutTypeOf(other, null)).toEqual(workoutTypeOf(word, null));
      }),
    );
  });
});

describe('the tables of sports', () => {
  it.each([
    ['sport', typeNames.sport, fitSports],
    ['sub_sport', typeNames.sub_sport, fitSubSports],
  ] as const)('decide every %s of the FIT profile, and no other', (_type, names, vocabulary) => {
    expect(wordsOf(vocabulary).toSorted()).toEqual(Object.values(names).toSorted());
  });

  it('decide every sport_type of Strava', () => {
    // As its API reference lists them (2026-06).
    const sportTypes = `AlpineSki BackcountrySki Badminton Basketball Canoeing Cricket Crossfit Dance EBikeRide Elliptical
      EMountainBikeRide Golf GravelRide Handcycle HighIntensityIntervalTraining Hike IceSkate InlineSkate Kayaking Kitesurf
      MountainBikeRide NordicSki Padel PhysicalTherapy Pickleball Pilates Racquetball Ride RockClimbing RollerSki Rowing Run
      Sail Skateboard Snowboard Snowshoe Soccer Squash StairStepper StandUpPaddling Surfing Swim TableTennis Tennis TrailRun
      Velomobile VirtualRide VirtualRow VirtualRun Volleyball Walk WeightTraining Wheelchair Windsurf Workout Yoga`;
    expect(wordsOf(stravaSportTypes).toSorted()).toEqual(sportTypes.split(/\s+/).toSorted());
    expect(wordsOf(stravaSportTypes)).toHaveLength(56);
  });

  it('hold every word once in its vocabulary, and never under two types', () => {
    for (const vocabulary of [...sportVocabularies, fitSubSports]) {
      const plain = wordsOf(vocabulary).map(plainWord);
      expect(new Set(plain).size).toBe(plain.length);
    }
    const typesOf = new Map<string, Set<string>>();
    for (const vocabulary of sportVocabularies)
      for (const [type, words] of Object.entries(vocabulary))
        for (const word of words.map(plainWord))
          typesOf.set(word, (typesOf.get(word) ?? new Set()).add(type));
    expect([...typesOf].filter(([, types]) => types.size > 1)).toEqual([]);
  });

  it('know what the services of the matrix write', () => {
    const words = [stravaNumbers, garminActivityTypes, trainingPeaksTypes].flatMap(wordsOf);
    expect(words.filter((word) => !workoutTypeOf(word, null).known)).toEqual([]);
  });
});
