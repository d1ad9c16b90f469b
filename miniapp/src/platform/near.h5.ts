/** See near.ts. */
export const MARGIN = 1600;
export function watchNear(id: string, tell: (near: boolean, height: number) => void): () => void {
  const element = document.getElementById(id);
  if (!element || typeof IntersectionObserver === 'undefined') return () => {};
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, boundingClientRect } of entries) if (boundingClientRect.height > 0) tell(isIntersecting, boundingClientRect.height);
    },
    { rootMargin: `${MARGIN}px 0px` },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
