import type { Place } from '@binhai/shared/rules/distance';
import Taro from '@tarojs/taro';

/**
 * Roughly where this phone is (WeChat's fuzzy location, WGS-84), asked for each time and kept nowhere: distances are worked out here and the position
 * is never sent. Null when the person does not allow it or the phone cannot tell.
 */
export async function whereabouts(): Promise<Place | null> {
  try {
    const { latitude, longitude } = await Taro.getFuzzyLocation({ type: 'wgs84' });
    return { lat: Number(latitude), lng: Number(longitude) };
  } catch {
    return null; // refused, switched off, or an old base library: the list stays in its own order
  }
}
