// Which workout type each sport is, one vocabulary after the other. Data: every word of a vocabulary has its row, and what
// is none of the contract's types stands under `other`, decided like the rest.

/** The types of the contract (domain 1). */
export type WorkoutType =
  'run' | 'ride' | 'swim' | 'strength' | 'walk' | 'hike' | 'ski' | 'row' | 'multisport' | 'other';

export type Vocabulary = Readonly<Partial<Record<WorkoutType, readonly string[]>>>;

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** FIT `sport`, by the names of the profile. */
export const fitSports = {
  run: words('running wheelchair_push_run'),
  ride: words('cycling e_biking'),
  swim: words('swimming'),
  walk: words('walking wheelchair_push_walk'),
  hike: words('hiking mountaineering'),
  ski: words('cross_country_skiing alpine_skiing snowboarding'),
  row: words('rowing'),
  multisport: words('multisport'),
  other: words(`
    generic training fitness_equipment all transition hiit mobility meditation
    boxing mixed_martial_arts dance jump_rope rock_climbing floor_climbing para_sport
    basketball soccer tennis american_football baseball cricket rugby hockey
    lacrosse volleyball racket team_sport golf disc_golf archery shooting
    hunting fishing geocaching horseback_riding tactical grinding video_gaming
    snowshoeing ice_skating inline_skating snowmobiling winter_sport
    paddling kayaking canoeing rafting stand_up_paddleboarding sailing boating
    surfing windsurfing kitesurfing wakeboarding wakesurfing water_skiing water_tubing
    water_sport diving snorkeling pool_apnea
    flying hang_gliding sky_diving jumpmaster motorcycling motor_sports driving
  `),
} satisfies Vocabulary;

/** Of these the sub-sport decides: by themselves they say nothing. */
export const undecidedFitSports = ['generic', 'training', 'fitness_equipment', 'all'] as const;

/** FIT `sub_sport`, by the sport that the profile puts it under. */
export const fitSubSports = {
  run: words('treadmill street trail track indoor_running ultra obstacle indoor_wheelchair_run'),
  ride: words(`
    spin indoor_cycling road mountain downhill recumbent cyclocross hand_cycling
    track_cycling bmx gravel_cycling commuting mixed_surface indoor_hand_cycling
    e_bike_fitness e_bike_mountain e_bike_enduro mountain_enduro mountain_downhill
  `),
  swim: words('lap_swimming open_water'),
  strength: words('strength_training'),
  walk: words('indoor_walking casual_walking speed_walking indoor_wheelchair_walk'),
  hike: words('rucking'),
  ski: words('indoor_skiing skate_skiing backcountry resort'),
  row: words('indoor_rowing'),
  multisport: words('triathlon pool_triathlon duathlon brick swim_run adventure_race'),
  other: words(`
    generic all exercise challenge match warm_up virtual_activity esport
    elliptical stair_climbing cardio_training flexibility_training yoga pilates
    breathing hiit amrap emom tabata trucker_workout indoor_climbing bouldering
    bike_to_run_transition run_to_bike_transition swim_to_bike_transition
    navigate track_me map expedition overland field ice platform ultimate
    pickleball padel squash badminton racquetball table_tennis
    whitewater sail_race trolling_motor indoor_grinding hunting_with_dogs
    single_gas_diving multi_gas_diving gauge_diving apnea_diving apnea_hunting
    ccr_diving dynamic_apnea atv motocross enduro rally rc_drone wingsuit
    fly_canopy fly_paraglide fly_paramotor fly_pressurized fly_navigate fly_timer
    fly_altimeter fly_wx fly_vfr fly_ifr
  `),
} satisfies Vocabulary;

/** TCX `Activity@Sport`. */
const tcxSports = {
  run: words('Running'),
  ride: words('Biking'),
  multisport: words('MultiSport'),
  other: words('Other'),
} satisfies Vocabulary;

/** Strava's `sport_type`, of which `type` is the older part. */
export const stravaSportTypes = {
  run: words('Run TrailRun VirtualRun'),
  ride: words(
    'Ride GravelRide MountainBikeRide EBikeRide EMountainBikeRide VirtualRide Velomobile Handcycle',
  ),
  swim: words('Swim'),
  strength: words('WeightTraining'),
  walk: words('Walk'),
  hike: words('Hike'),
  ski: words('AlpineSki BackcountrySki NordicSki RollerSki Snowboard'),
  row: words('Rowing VirtualRow'),
  other: words(`
    Workout Crossfit HighIntensityIntervalTraining Elliptical StairStepper Yoga Pilates
    Dance PhysicalTherapy RockClimbing Snowshoe IceSkate InlineSkate Skateboard
    Canoeing Kayaking StandUpPaddling Surfing Kitesurf Windsurf Sail Wheelchair
    Badminton Padel Pickleball Racquetball Squash TableTennis Tennis
    Basketball Cricket Soccer Volleyball Golf
  `),
} satisfies Vocabulary;

/** Strava's own numbers, which its GPX files write as `trk/type`; nobody else is known to write any. */
export const stravaNumbers = {
  run: words('9 53'),
  /** E-bike, velomobile, hand cycle and a ride on the trainer among them. */
  ride: words('1 17 18 19 51'),
  swim: words('16'),
  strength: words('30'),
  walk: words('10'),
  hike: words('4'),
  /** Alpine, backcountry, Nordic, on rollers, on a board. */
  ski: words('2 3 7 8 12'),
  row: words('23'),
  /** Skating 5 and 6, workout 11, snowshoes 13, on the water 14, 15, 21, 22, 24 and 25, indoors 26 to 31, wheelchair 52. */
  other: words('5 6 11 13 14 15 21 22 24 25 26 27 28 29 31 52'),
} satisfies Vocabulary;

/** Garmin Connect's `activityType`, as its GPX exports and its API write it, where FIT has no such word. */
export const garminActivityTypes = {
  run: words(`
    trail_running street_running track_running treadmill_running indoor_running
    virtual_run ultra_run obstacle_run
  `),
  ride: words(`
    road_biking mountain_biking downhill_biking gravel_cycling cyclocross bmx
    recumbent_cycling track_cycling indoor_cycling virtual_ride hand_cycling
    e_bike_mountain e_bike_fitness
  `),
  swim: words('lap_swimming open_water_swimming'),
  strength: words('strength_training'),
  walk: words('casual_walking speed_walking indoor_walking'),
  hike: words('rucking'),
  ski: words(`
    resort_skiing resort_snowboarding resort_skiing_snowboarding_ws cross_country_skiing_ws
    skate_skiing skate_skiing_ws backcountry_skiing backcountry_skiing_snowboarding_ws
  `),
  row: words('indoor_rowing rowing_v2'),
  multisport: words('multi_sport triathlon duathlon swimrun'),
  other: words(`
    uncategorized cardio indoor_cardio elliptical stair_climbing yoga pilates
    indoor_climbing bouldering snow_shoe_ws skating_ws breathwork
  `),
} satisfies Vocabulary;

/** TrainingPeaks’ `WorkoutType`. */
export const trainingPeaksTypes = {
  run: words('run'),
  ride: words('bike mtb mountain-bike'),
  swim: words('swim'),
  strength: words('strength'),
  walk: words('walk'),
  ski: words('xc-ski'),
  row: words('rowing'),
  multisport: words('brick'),
  other: words('x-train cross-train race day-off custom other'),
} satisfies Vocabulary;

/** What apps write into GPX and TCX besides. */
const everydayWords = {
  run: words('jogging treadmill ultra'),
  ride: words('riding biking bicycle mountainbike road_cycling ebike spin spinning indoor_biking commuting'),
  swim: words('pool_swim pool_swimming open_water'),
  strength: words('weightlifting'),
  walk: words('nordic_walking'),
  hike: words('trekking'),
  ski: words('skiing ski nordic_skiing skating_ski indoor_skiing'),
  row: words('row rower'),
} satisfies Vocabulary;

/** What `sport` can say, in any format. */
export const sportVocabularies: readonly Vocabulary[] = [
  fitSports,
  tcxSports,
  stravaSportTypes,
  stravaNumbers,
  garminActivityTypes,
  trainingPeaksTypes,
  everydayWords,
];
