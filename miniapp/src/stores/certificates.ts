import type { InputOf, ReplyOf } from '@binhai/shared/contract/http';
import {
  agencies,
  answerViewer,
  certificate,
  certificates,
  lookAtCertificate,
  makeCertificate,
  makeProof,
  rentalBenefits,
  revokeCertificate,
  viewing,
} from '@binhai/shared/contract/tenancy';
import { create } from 'zustand';
import { call } from '../api/client';
import { type ById, fetcherById } from './by-id';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

type Benefits = ReplyOf<typeof rentalBenefits>;
type Own = ReplyOf<typeof certificate>;
type List = ReplyOf<typeof certificates>;
export type OwnCertificate = Own;
export type Agencies = ReplyOf<typeof agencies>;

interface Certificates {
  benefits: Remote<Benefits>;
  list: Remote<List>;
  views: ById<Own>;
  agencies: Remote<Agencies>;
  loadBenefits: () => Promise<void>;
  load: () => Promise<void>;
  /** False when no answer came. */
  loadOne: (id: string) => Promise<boolean>;
  loadAgencies: () => Promise<void>;
  /** Throws ApiError. */
  make: (choice: InputOf<typeof makeCertificate>['body']) => Promise<string>;
  /** Throws ApiError. Effective with the next look. */
  revoke: (id: string) => Promise<void>;
  /** Throws ApiError. */
  answer: (certificateId: string, viewingId: string, allow: boolean) => Promise<void>;
  /** Throws ApiError. A proof of the moment for one viewer; `named`: with the masked name. */
  giveProof: (certificateId: string, viewingId: string, named: boolean) => Promise<void>;
}
const mine = () => ({ benefits: nothing<Benefits>(), list: nothing<List>(), views: {} });

/** 信易租, the tenant's side. */
export const useCertificates = create<Certificates>((set, get) => {
  const into = {
    benefits: fetcher<Benefits>((change) => set((s) => ({ benefits: change(s.benefits) }))),
    list: fetcher<List>((change) => set((s) => ({ list: change(s.list) }))),
    view: fetcherById<Own>((change) => set((s) => ({ views: change(s.views) }))),
    agencies: fetcher<Agencies>((change) => set((s) => ({ agencies: change(s.agencies) }))),
  };
  return {
    ...mine(),
    agencies: nothing<Agencies>(),
    loadBenefits: async () => void (await into.benefits(() => call(rentalBenefits))),
    load: async () => void (await into.list(() => call(certificates))),
    loadOne: async (id) => (await into.view(id, () => call(certificate, { params: { id } }))) !== null,
    loadAgencies: async () => void (await into.agencies(() => call(agencies))),
    make: async (body) => (await call(makeCertificate, { body })).id,
    revoke: async (id) => {
      await call(revokeCertificate, { params: { id } });
      await get().loadOne(id);
    },
    answer: async (certificateId, id, allow) => {
      await call(answerViewer, { params: { id }, body: { allow } });
      await get().loadOne(certificateId);
    },
    giveProof: async (certificateId, id, named) => {
      await call(makeProof, { params: { id }, body: { named } });
      await get().loadOne(certificateId);
    },
  };
});
onPersonChange(() => useCertificates.setState(mine()));

export type CertificateLook = ReplyOf<typeof lookAtCertificate>;
/** Throws ApiError. The viewer's side keeps nothing: what is seen is seen now. */
export const lookAt = (body: InputOf<typeof lookAtCertificate>['body']): Promise<CertificateLook> => call(lookAtCertificate, { body });
/** Throws ApiError. */
export const answeredYet = async (id: string): Promise<boolean> => (await call(viewing, { params: { id } })).answered;
