import Taro from '@tarojs/taro';

/** How far outside the screen still counts as near, px. */
export const MARGIN = 1600;
/**
 * Tells whether the element with this id is near the screen, at each change, with its height in px as it was then. Returns the way to stop.
 * An element of no height (its page is hidden) tells nothing.
 */
export function watchNear(id: string, tell: (near: boolean, height: number) => void): () => void {
  const page = Taro.getCurrentInstance().page;
  if (!page) return () => {};
  const observer = Taro.createIntersectionObserver(page);
  observer.relativeToViewport({ top: MARGIN, bottom: MARGIN }).observe(`#${id}`, ({ intersectionRatio = 0, boundingClientRect }) => {
    const height = boundingClientRect?.height ?? 0;
    if (height > 0) tell(intersectionRatio > 0, height);
  });
  return () => observer.disconnect();
}
