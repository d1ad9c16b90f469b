import type { ReplyOf } from '@binhai/shared/contract/http';
import {
  answerDoubt,
  chooseOperators,
  keepPlate,
  type Operator,
  openParking,
  operators,
  type ParkingHome,
  type Plate,
  parkingHome,
  payBill,
  provePlate,
  removePlate,
  setPayLater,
  type Trip,
  trips,
} from '@binhai/shared/contract/parking';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type { Operator, ParkingHome, Plate, Trip };
export type Operators = ReplyOf<typeof operators>;
export type Trips = ReplyOf<typeof trips>;
export type Proof = ReplyOf<typeof provePlate>;
interface Parking {
  home: Remote<ParkingHome>;
  operators: Remote<Operators>;
  trips: Remote<Trips>;
  load: () => Promise<void>;
  loadOperators: () => Promise<void>;
  loadTrips: () => Promise<void>;
  moreTrips: () => Promise<void>;
  /** The rest throw ApiError, and fetch the page behind them again. */
  open: (plate: string, payLater: boolean, chosen: readonly Operator[]) => Promise<void>;
  choose: (operator: Operator) => Promise<void>;
  remove: (id: string) => Promise<void>;
  setPayLater: (id: string, on: boolean) => Promise<void>;
  prove: (plate: string) => Promise<Proof>;
  keep: (id: string) => Promise<void>;
  answer: (id: string, eventId: string | null) => Promise<void>;
  pay: (id: string, payFen: number) => Promise<void>;
}
const tick = ({ id, consent }: Operator) => ({ operatorId: id, textVersion: consent.version });

export const useParking = create<Parking>((set, get) => {
  const into = {
    home: fetcher<ParkingHome>((change) => set((s) => ({ home: change(s.home) }))),
    operators: fetcher<Operators>((change) => set((s) => ({ operators: change(s.operators) }))),
    trips: fetcher<Trips>((change) => set((s) => ({ trips: change(s.trips) }))),
  };
  const thenLoad = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      await get().load(); // also after a refusal: what the page showed may be why
    }
  };
  return {
    home: nothing(),
    operators: nothing(),
    trips: nothing(),
    load: async () => {
      await into.home(() => call(parkingHome));
    },
    loadOperators: async () => {
      await into.operators(() => call(operators));
    },
    loadTrips: async () => {
      await into.trips(() => call(trips, { query: {} }));
    },
    moreTrips: async () => {
      const { data: old, busy } = get().trips;
      const after = old?.next;
      if (!old || !after || busy) return;
      await into.trips(async () => {
        const page = await call(trips, { query: { after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    open: async (plate, payLater, chosen) => {
      await thenLoad(call(openParking, { body: { plate, payLater, operators: chosen.map(tick) } }));
    },
    choose: async (operator) => {
      await thenLoad(call(chooseOperators, { body: { operators: [tick(operator)] } }));
    },
    remove: async (id) => {
      await thenLoad(call(removePlate, { params: { id } }));
    },
    setPayLater: async (id, on) => {
      await thenLoad(call(setPayLater, { params: { id }, body: { on } }));
    },
    prove: (plate) => thenLoad(call(provePlate, { body: { plate, consent: true } })),
    keep: async (id) => {
      await thenLoad(call(keepPlate, { params: { id }, body: { consent: true } }));
    },
    answer: async (id, eventId) => {
      await thenLoad(call(answerDoubt, { params: { id }, body: { eventId } }));
    },
    pay: async (id, payFen) => {
      await thenLoad(call(payBill, { params: { id }, body: { payFen } }));
    },
  };
});
onPersonChange(() => useParking.setState({ home: nothing(), trips: nothing() }));
