interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (o: { formats: string[] }) => Detector;
const detectorClass = (): DetectorClass | undefined => (window as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** See scan.ts. Only browsers with BarcodeDetector and a camera scan; on the others the clerk types, or uses a scanner that acts as a keyboard. */
export const scanWay: 'camera' | 'live' | 'typed' = detectorClass() && navigator.mediaDevices ? 'live' : 'typed';

export async function scanOnce(): Promise<string | null> {
  return null;
}
/** Watches the back camera and reports each newly seen code. Rejects when the camera is refused. Returns the way to stop. */
export async function scanLive(video: unknown, found: (text: string) => void): Promise<() => void> {
  const Class = detectorClass();
  if (!Class || !(video instanceof HTMLVideoElement)) return () => {};
  const detector = new Class({ formats: ['qr_code'] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
  video.srcObject = stream;
  await video.play();
  let on = true;
  let last = '';
  const look = async (): Promise<void> => {
    if (!on) return;
    const codes = await detector.detect(video).catch(() => []); // a frame that is not there yet
    const text = codes[0]?.rawValue ?? '';
    if (text && text !== last) found(text);
    last = text;
    setTimeout(() => void look(), 200);
  };
  void look();
  return () => {
    on = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
