import { parentPort, workerData } from 'node:worker_threads';
import type { ReportDocument } from './document.js';
import { render } from './render.js';

// One report, then the thread ends: fonts and pages are gone with it.
parentPort?.postMessage(await render(workerData as ReportDocument));
