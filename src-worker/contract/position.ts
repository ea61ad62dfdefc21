// A place on the earth, and how far it is to another one.
import { z } from 'zod';

export const positionSchema = z.object({
  latitudeDegrees: z.number().min(-90).max(90),
  longitudeDegrees: z.number().min(-180).max(180),
});
export type Position = Readonly<z.infer<typeof positionSchema>>;

/** Mean radius (IUGG). */
const earthRadiusMeters = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along the sphere, by the haversine formula. */
export function metersBetween(from: Position, to: Position): number {
  const halfLatitude = radians(to.latitudeDegrees - from.latitudeDegrees) / 2;
  const halfLongitude = radians(to.longitudeDegrees - from.longitudeDegrees) / 2;
  const chord =
    Math.sin(halfLatitude) ** 2 +
    Math.cos(radians(from.latitudeDegrees)) *
      Math.cos(radians(to.latitudeDegrees)) *
      Math.sin(halfLongitude) ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}
