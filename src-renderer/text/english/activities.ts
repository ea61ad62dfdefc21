// What the activities screen and an activity's details say.

export const activitySentences = {
  'activities.title': 'Activities',
  'activities.count': '{count, plural, one {# activity} other {# activities}}',
  'activities.count_shown': '{shown, number} of {count, plural, one {# activity} other {# activities}}',
  'activities.list': 'Activities by week',
  'activities.filter': 'Filter activities',
  'activities.filter_hint': 'Title, sport or file',
  'activities.none_match': 'No activity matches “{filter}”.',
  'activities.show_all': 'Show all',

  'empty.activities.title': 'Drop a file or a folder anywhere here, or choose files.',
  'empty.activities.what':
    'Cooldown reads FIT, TCX and GPX, also as .gz and .zip, takes in each activity once, and gives you a receipt for every file.',
  'empty.activities.where':
    'Everything stays on this computer, in Cooldown’s own folder. Your files are only read: nothing is moved or changed.',

  'week.name': 'Week {week}',
  'week.unknown': 'Date unknown',
  'week.unknown_why': 'The device’s clock was not set',

  'day.unknown': 'Date unknown',

  'activity.spoken_uncertain': 'uncertain: {why}',
  'activity.untitled': 'Activity',
  'activity.start': 'Start',
  'activity.duration': 'Duration',
  'activity.elapsed': 'With pauses',
  'activity.distance': 'Distance',
  'activity.ascent': 'Ascent',
  'activity.heart_rate': 'Heart rate',
  'activity.heart_rate_value': '{average}, at most {max}',
  'activity.power': 'Power',
  'activity.calories': 'Energy',
  'activity.laps': 'Laps',
  'activity.lengths': 'Lengths',
  'activity.sets': 'Sets',
  'activity.points': 'Points',
  'activity.route': 'Route',
  'activity.route_yes': 'recorded',
  'activity.route_no': 'no positions',
  'activity.device': 'Device',
  'activity.on_average': '{value} on average',

  'activity.being_read': 'Being read',
  'activity.not_counted': 'linked, counted once',
  'overlap.title': 'The same outing',
  'overlap.parted': 'You said that this and what {other} recorded are two outings. Both count.',
  'overlap.counts_here': 'Also recorded by {other}: linked, counted once. This one enters the totals.',
  'overlap.counts_there':
    'Also recorded by {other}: linked, counted once. One of the others enters the totals.',
  'overlap.proposed':
    'Looks like the recording of {other}, had one of the clocks been {minutes, number} minutes off. Both count.',
  'overlap.show': 'Show {other}',

  'activity.origin': 'Where it came from',
  'activity.file': 'File',
  'activity.provider': 'Recorded with',
  'activity.imported': 'Imported',
  'activity.show_receipt': 'Show its receipt',
  'activity.gone': 'This activity is not here any more.',

  'charts.title': 'Along the way',
  'charts.speed': 'Speed',
  'charts.pace': 'Pace',
  'charts.altitude': 'Altitude',
  'charts.range': '{mean} on average, {least} to {most}',
  'charts.at_best': '{mean} on average, {most} at best',
  'charts.at_most': '{mean} on average, {most} at most',
  'charts.original_gone':
    'The points of this activity are not kept, and its original is gone. Everything else about it stays. Drop the file again to see them.',
  'charts.original_too_large':
    'The points of this activity are not kept, and the archive that it came from is too large to be read again for them. Everything else about it stays.',
  'charts.not_readable':
    'The points of this activity could not be read from its original again. Everything else about it stays.',

  'doubt.title': 'How sure this is',

  'provenance.title': 'Where each value comes from',
  'provenance.field': 'Value',
  'provenance.source': 'In the file',
  'provenance.sure': 'Sure',
  'provenance.converted': 'converted: {transform}',
  'provenance.unsupported': 'In the file, not kept yet',
} as const;
