import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { whereText } from '../platform/partial-index.js';

export const ORGANISATION_KINDS = ['merchant', 'agency', 'partner', 'unit', 'centre', 'firm'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** A body that acts in the service: a merchant, a housing agency, a partner with a system, a source unit, the credit centre, or a firm
 * whose handlers do its own credit matters here. */
@Schema({ collection: 'organisations', versionKey: false })
export class Organisation {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: String, required: true, enum: ORGANISATION_KINDS }) kind: OrganisationKind;
  /** GB 32100 code, checked before it is stored. */
  @Prop({ type: String }) uscc?: string;
  /** How a person reaches it about their data (个保法 17). */
  @Prop({ type: String, required: true }) contact: string;
  @Prop({ type: Date, required: true }) createdAt: Date;
}
export const OrganisationSchema = SchemaFactory.createForClass(Organisation);
OrganisationSchema.index({ uscc: 1 }, { unique: true, ...whereText('uscc') }); // one body, one entry

/** A place where an organisation serves people. */
@Schema({ collection: 'shops', versionKey: false })
export class Shop {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: String, required: true }) address: string;
  /** Nine-digit code of a development zone, street or town of 滨海新区. */
  @Prop({ type: String, required: true }) zone: string;
  /** WGS-84, degrees; absent where nobody has measured it. */
  @Prop({ type: Object }) at?: { lat: number; lng: number };
}
export const ShopSchema = SchemaFactory.createForClass(Shop);
ShopSchema.index({ organisationId: 1, _id: 1 }); // an organisation's shops
