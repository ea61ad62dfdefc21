// The definitions that a new data folder begins with, in flagd's format: files may be imported, connectors wait.

const flag = (isOn: boolean) => ({
  state: 'ENABLED',
  variants: { on: true, off: false },
  defaultVariant: isOn ? 'on' : 'off',
});

export const defaultFlags = {
  $schema: 'https://flagd.dev/schema/v0/flags.json',
  flags: {
    external_import_jobs_enabled: flag(true),
    external_import_user_opt_in_enabled: flag(true),
    external_connector_beta_enabled: flag(false),
    external_connector_provider_garmin_enabled: flag(false),
    external_connector_provider_strava_enabled: flag(false),
    external_connector_provider_trainingpeaks_enabled: flag(false),
    external_quality_gate_block_on_degraded: flag(false),
  },
} as const;
