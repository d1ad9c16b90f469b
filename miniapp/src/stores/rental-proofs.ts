import type { ReplyOf } from '@binhai/shared/contract/http';
import { checkProof, openProof, type ProofChecked, type ProofOpening, proofs } from '@binhai/shared/contract/tenancy';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

type Given = ReplyOf<typeof proofs>;
interface RentalProofs {
  given: Remote<Given>;
  load: () => Promise<void>;
}
const mine = () => ({ given: nothing<Given>() });
/** 信易租, proofs of the moment: what was given to this viewer. */
export const useRentalProofs = create<RentalProofs>((set) => {
  const into = fetcher<Given>((change) => set((s) => ({ given: change(s.given) })));
  return { ...mine(), load: async () => void (await into(() => call(proofs))) };
});
onPersonChange(() => useRentalProofs.setState(mine()));

/** What a proof turned out to be. `text`: what may be kept of a valid one. Nothing of it stays in the store. */
export interface ProofRead {
  readonly state: ProofOpening['state'] | ProofChecked['state'];
  readonly proven: ProofOpening['proven'];
  readonly text: string;
}
const readOf = ({ state, proven, text }: ProofOpening): ProofRead => ({ state, proven, text: text ?? '' });
/** Throws ApiError. */
export const openGiven = async (id: string): Promise<ProofRead> => readOf(await call(openProof, { body: { id } }));
/** Throws ApiError. */
export const openText = async (text: string): Promise<ProofRead> => readOf(await call(openProof, { body: { text } }));
/** For somebody who is not logged in. Throws ApiError. */
export const checkText = async (text: string): Promise<ProofRead> => ({ ...(await call(checkProof, { body: { text } })), text });
