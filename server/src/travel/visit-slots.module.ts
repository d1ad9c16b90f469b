import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { VisitSlotCount, VisitSlotCountSchema } from './visit-slot.schema.js';
import { VisitSlots } from './visit-slots.service.js';

/** The count of places alone: vouchers take them, the travel pages show them. */
@Module({
  imports: [MongooseModule.forFeature([{ name: VisitSlotCount.name, schema: VisitSlotCountSchema }])],
  providers: [VisitSlots],
  exports: [VisitSlots],
})
export class VisitSlotsModule {}
