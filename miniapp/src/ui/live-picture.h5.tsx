import type { Ref } from 'react';

/** See live-picture.tsx. Without `playsInline` an iPhone would open it in full screen. */
export const LivePicture = ({ picture }: { picture: Ref<HTMLVideoElement> }) => <video ref={picture} className='finder__video' aria-hidden muted playsInline />;
