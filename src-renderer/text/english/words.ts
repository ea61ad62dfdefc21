// Words that several screens share: sports, ways to be unsure, outcomes, makers, values of an activity.

export const wordSentences = {
  'sport.run': 'Run',
  'sport.ride': 'Ride',
  'sport.swim': 'Swim',
  'sport.strength': 'Strength',
  'sport.walk': 'Walk',
  'sport.hike': 'Hike',
  'sport.ski': 'Ski',
  'sport.row': 'Row',
  'sport.multisport': 'Multisport',
  'sport.other': 'Other',

  'flag.recovered':
    'A part of the file is missing or damaged. What could be read was kept, nothing was invented.',
  'flag.crc_mismatch': 'The file’s checksum does not fit its content: a value in it may have changed.',
  'flag.clock_suspect': 'The device’s clock was not set, so the day and the time are not known.',
  'flag.time_backward': 'The clock jumped back during the recording, so times may be off.',
  'flag.time_without_zone': 'The times in the file do not say which zone they are in.',
  'flag.zone_assumed': 'The file names no time zone. Yours was assumed.',
  'flag.position_out_of_range': 'Some positions can not be right and were left out.',
  'flag.value_out_of_range': 'Some values can not be right and were left out.',
  'flag.distance_computed': 'The file has no distance. It was computed from the positions.',
  'flag.gaps': 'For minutes nothing was recorded although the timer ran.',
  'flag.distance_disagrees':
    'The distance in the file’s summary and the one that its points counted differ. The summary’s is shown.',

  'outcome_word.imported': 'Added',
  'outcome_word.known': 'Already there',
  'outcome_word.rejected': 'Set aside',
  'outcome_word.failed': 'Not read',
  'outcome_word.ignored': 'Not an activity',

  'provider.garmin': 'Garmin',
  'provider.strava': 'Strava',
  'provider.trainingpeaks': 'TrainingPeaks',

  'field.workout_type': 'Sport',
  'field.title': 'Title',
  'field.sport': 'Sport, exactly',
  'field.duration_seconds': 'Duration',
  'field.distance_meters': 'Distance',
  'field.energy_kj': 'Work',
  'field.calories_kcal': 'Energy',
  'field.started_at': 'Start',
  'field.ended_at': 'End',
  'field.timezone': 'Time zone',
  'field.local_date': 'Day',
  'field.local_week': 'Week',
  'field.sets': 'Sets',
  'field.external_activity_id': 'Identity',
  'field.external_event_version': 'Version',
} as const;
