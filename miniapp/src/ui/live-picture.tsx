import type { Ref } from 'react';

/** The picture of a browser's camera. The mini-program scans with WeChat's own page and shows none. */
export const LivePicture = (_: { picture: Ref<HTMLVideoElement> }) => null;
