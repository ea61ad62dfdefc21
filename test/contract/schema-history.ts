// What the wire contracts were, oldest first. Append, never edit: the upstream and older builds hold us to each line.

export interface SchemaVersion {
  /** `contract_version`, `envelope_version` or the manifest's `schema`. */
  readonly version: string;
  /** SHA-256 over the RFC 8785 text of its JSON Schemas, as read and as written. */
  readonly schemaSha256: string;
  readonly change: string;
}

export const activityHistory: readonly SchemaVersion[] = [
  {
    version: 'external_activity.v1',
    schemaSha256: '69b89e4084b5983196464a941600ea32b92c33e4afac4dcecbce292692339728',
    change: 'The first one.',
  },
];

export const envelopeHistory: readonly SchemaVersion[] = [
  {
    version: 'external_ingestion_envelope.v1',
    schemaSha256: '95d871f707e83ac263751f5e93ed70f5294edca82c0e2d6e495a12354d57b5d8',
    change: 'The first one.',
  },
];

export const bundleHistory: readonly SchemaVersion[] = [
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: 'a2908321fe9bd9190fa04415704c47ff44d1e6cd65ced554cb7ba216aa4bc5bb',
    change: 'The first one.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: 'ddcfebb0bbf29417aa7cbb4e2ede14ac52d40edee88de9af350b10352f9ef257',
    change: 'Electron’s version, as an optional field of its own.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: '08622e3abaea230481a129de5d12660f1dde47bef2d8d92a7e69cda8d8ec224f',
    change: 'Two quality flags more, gaps and distance_disagrees; five words for what an XML document lacks.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: '3c3c3315ac062dc6571c103f0ddcb6714cf246491efea9bd45de32aee815e2f6',
    change: 'More unsupported fields by name: those of FIT records, and messages of which nothing is kept.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: '44cf0c671368338794147e4ce7972334d93a21387c0ba9e232af1a01ed6f16d3',
    change: 'More unsupported fields by name: those of FIT sessions.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: 'c80435f0c74a148b4040b0a9506f6636222668d2389bfbc11218db228052eb99',
    change: 'Four more fields by which two sides of a conflict are compared.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: '02e71f3b25ebe5e1ff4b9e7b4b5bfec0a7a128e6dcd8418be1de3803e4ca6ada',
    change: 'Quality health, as an optional part of its own: status, score, issues by code, counters.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: '0c1dbac0657f4431d4efaf37673f9072a576b3d5f4ae97870661924b3137483f',
    change: 'What the athlete said of a receipt, as an optional field of it.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: '37ccb26970ca6871e934b89d038f0de737d686cf4802976fc70ab621f15e4ae2',
    change: 'Originals read again: an origin of imports, and a rule of dedup.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: '7cf4f728210e0497524ad395542d213e9c3b7d90c4153b60449f3e863d0cf593',
    change: 'Files tried again: an origin of imports.',
  },
  {
    version: 'cooldown_diagnostics.v1',
    schemaSha256: '6488bef7c2f2f2ea8b49ec6dc73676a274bd1f72ad0d7d83485b4e7d2dc0e6fd',
    change:
      'What scans find: devices and folders as origins of imports, and a device that was unplugged as a failure.',
  },
];
