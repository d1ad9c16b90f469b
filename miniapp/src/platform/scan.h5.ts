import type { LiveScan } from './scan';

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (o: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}
const QR = 'qr_code';
/** Pixels of a picture's side that is decoded: enough for a code that fills half the finder, and quick on an old phone. */
const SIDE = 480;
const PAUSE_MS = 200;

/** See scan.ts. A browser gives its camera to pages of a secure origin only; on the others the clerk types, or uses a scanner that acts as a keyboard. */
export const scanWay: 'camera' | 'live' | 'typed' = navigator.mediaDevices ? 'live' : 'typed';

export async function scanOnce(): Promise<string | null> {
  return null;
}
/** True when the person has allowed the camera before, so that opening it asks nothing. A browser that cannot tell says no. */
export async function cameraAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' as PermissionName })).state === 'granted';
  } catch {
    return false;
  }
}
/** Watches the back camera and reports each newly seen code. Rejects when the camera is refused. */
export async function scanLive(video: HTMLVideoElement, found: (text: string) => void): Promise<LiveScan> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    const read = await reader();
    video.srcObject = stream;
    await video.play();
    const end = watch(() => read(video), found);
    return {
      torch: torchOf(stream),
      stop: () => {
        end();
        stop();
      },
    };
  } catch (e) {
    stop();
    throw e;
  }
}
/** Answers how to end it. */
function watch(read: () => Promise<string | null>, found: (text: string) => void): () => void {
  let on = true;
  let last: string | null = null;
  const look = async (): Promise<void> => {
    const text = await read();
    if (!on) return;
    if (text && text !== last) found(text);
    last = text;
    setTimeout(() => void look(), PAUSE_MS);
  };
  void look();
  return () => {
    on = false;
  };
}
/** The browser's own reader where it knows QR codes; else a decoder (50 KB), fetched when a camera is first opened. */
async function reader(): Promise<(video: HTMLVideoElement) => Promise<string | null>> {
  const Own = (window as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (Own && (await Own.getSupportedFormats()).includes(QR)) {
    const own = new Own({ formats: [QR] });
    return async (video) => {
      if (video.readyState < video.HAVE_CURRENT_DATA) return null;
      return (await own.detect(video))[0]?.rawValue ?? null;
    };
  }
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    const square = Math.min(width, height);
    if (!pen || square === 0) return null;
    const side = Math.min(square, SIDE);
    canvas.width = side;
    canvas.height = side;
    pen.drawImage(video, (width - square) / 2, (height - square) / 2, square, square, 0, 0, side, side);
    try {
      return decodeQR(pen.getImageData(0, 0, side, side));
    } catch {
      return null; // it throws where it finds none: most frames hold none
    }
  };
}
/** Null where the camera has no light, or the browser no way to it. */
function torchOf(stream: MediaStream): LiveScan['torch'] {
  const [track] = stream.getVideoTracks();
  const can = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  if (!track || !can?.torch) return null;
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}
