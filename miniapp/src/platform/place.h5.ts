import type { Place } from '@binhai/shared/rules/distance';

const WAIT_MS = 8000;
const OLD_MS = 300_000;

/** See place.ts. */
export function whereabouts(): Promise<Place | null> {
  return new Promise((ok) => {
    if (!('geolocation' in navigator)) return ok(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => ok({ lat: coords.latitude, lng: coords.longitude }),
      () => ok(null),
      { enableHighAccuracy: false, timeout: WAIT_MS, maximumAge: OLD_MS },
    );
  });
}
