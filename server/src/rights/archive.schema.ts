import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** What law keeps of a deleted account, sealed for whoever holds the other half of the key; this system cannot read it back. */
@Schema({ collection: 'archive', versionKey: false })
export class Archived {
  /** Keyed hash of collection and document: archiving again changes nothing. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) kind: string;
  /** Keyed hash of the person's number (phone where there is none) under a label of its own: found by who must answer the law, joined with nothing here. */
  @Prop({ type: String, required: true }) finder: string;
  /** Key whose private half opens it. */
  @Prop({ type: String, required: true }) kid: string;
  @Prop({ type: String, required: true }) box: string;
  @Prop({ type: Date, required: true }) keptUntil: Date;
}
export const ArchivedSchema = SchemaFactory.createForClass(Archived);
ArchivedSchema.index({ finder: 1, kind: 1 }); // a lawful question about one person
ArchivedSchema.index({ keptUntil: 1 }); // retention

/** That a deletion was asked for and carried out. Names nobody: the number of the receipt is with the person alone. */
@Schema({ collection: 'deletions', versionKey: false })
export class Deletion {
  /** The receipt's number. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Date, required: true }) askedAt: Date;
  @Prop({ type: Date, required: true }) endedAt: Date;
  @Prop({ type: Date, required: true }) keptUntil: Date;
}
export const DeletionSchema = SchemaFactory.createForClass(Deletion);
DeletionSchema.index({ keptUntil: 1 }); // retention
