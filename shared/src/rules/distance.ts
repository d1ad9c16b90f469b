/** A place on the WGS-84 ellipsoid, degrees. */
export interface Place {
  readonly lat: number;
  readonly lng: number;
}
const EARTH = 6_371_008.8; // metres, mean radius (IUGG)
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres in a straight line, on a sphere: half a percent off at most, which is less than a walk differs from a line. */
export function metresBetween(a: Place, b: Place): number {
  const half = (x: number): number => Math.sin(x / 2) ** 2;
  const h = half(rad(b.lat - a.lat)) + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * half(rad(b.lng - a.lng));
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}
/** To the nearest of several places; null where there is none. */
export const nearest = (from: Place, places: readonly Place[]): number | null =>
  places.reduce<number | null>((least, p) => {
    const metres = metresBetween(from, p);
    return least === null || metres < least ? metres : least;
  }, null);
/** 100 米内, 300 米, 1.2 公里, 12 公里. */
export function distanceWords(metres: number): string {
  if (metres < 100) return '100 米内';
  if (metres < 950) return `${Math.round(metres / 100) * 100} 米`;
  return metres < 9950 ? `${(Math.round(metres / 100) / 10).toFixed(1)} 公里` : `${Math.round(metres / 1000)} 公里`;
}
