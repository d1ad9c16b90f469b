import type { Grade } from '@binhai/shared/rules/grade';
import type { ParkingPerk, Tariff } from '@binhai/shared/rules/parking-fee';

export interface DemoParking {
  readonly organisationId: string;
  readonly perk: ParkingPerk;
  readonly tariff: Tariff;
  readonly minGrade: Grade | null;
  readonly perDay: number;
  readonly payLater: boolean;
}
/** Invented terms of invented operators; their lots are their shops. */
export const DEMO_PARKING: readonly DemoParking[] = [
  {
    organisationId: 'binhai-parking',
    perk: { freeMinutes: 120, payPercent: 100, capFen: null },
    tariff: { unitMinutes: 60, unitFen: 500, dayCapFen: 3000 },
    minGrade: null,
    perDay: 2,
    payLater: true,
  },
  {
    organisationId: 'harbour-parking',
    perk: { freeMinutes: 30, payPercent: 80, capFen: 1000 },
    tariff: { unitMinutes: 30, unitFen: 200, dayCapFen: 2400 },
    minGrade: 'good',
    perDay: 3,
    payLater: true,
  },
  {
    organisationId: 'eco-parking',
    perk: { freeMinutes: 60, payPercent: 100, capFen: null },
    tariff: { unitMinutes: 60, unitFen: 300, dayCapFen: 1500 },
    minGrade: null,
    perDay: 2,
    payLater: false,
  },
];
/** Invented plates of the demo's driver: the first is proven, the second only registered. */
export const DEMO_PLATES = ['津AD20375', '津N6K218'] as const;
