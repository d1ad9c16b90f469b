import { CERTIFICATE_STATES, type CertificateState, VIEWING_STATES, type ViewingState } from '@binhai/shared/states/certificate';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A tenant's certificate. What it says is decided anew at each look; here stands only what the tenant chose. */
@Schema({ collection: 'certificates', versionKey: false })
export class Certificate {
  /** Stands in the link: 132 random bits. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) tenant: string;
  @Prop({ type: String, required: true }) benefit: string;
  /** Typed by hand; eight characters, unique while the document is kept. */
  @Prop({ type: String, required: true }) code: string;
  @Prop({ type: String, required: true, enum: CERTIFICATE_STATES }) state: CertificateState;
  @Prop({ type: Date, required: true }) madeAt: Date;
  /** Last Shanghai day, in full. */
  @Prop({ type: String, required: true }) until: string;
  @Prop({ type: Number, required: true }) most: number;
  /** Viewers who were allowed to see it. */
  @Prop({ type: Number, required: true }) used: number;
  @Prop({ type: Boolean, required: true }) approval: boolean;
  /** Wording the tenant agreed to. */
  @Prop({ type: String, required: true }) textVersion: string;
  @Prop({ type: String, required: true }) requestId: string;
  @Prop({ type: String, required: true }) bodyHash: string;
  @Prop({ type: Date, default: null }) revokedAt: Date | null;
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const CertificateSchema = SchemaFactory.createForClass(Certificate);
CertificateSchema.index({ code: 1 }, { unique: true }); // typed codes
CertificateSchema.index({ tenant: 1, requestId: 1 }, { unique: true }); // one request, one certificate
CertificateSchema.index({ tenant: 1, madeAt: -1 }); // a tenant's own
CertificateSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });

/** One viewer of one certificate: asked, answered, and each moment it was seen. */
@Schema({ collection: 'certificate_viewings', versionKey: false })
export class Viewing {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) certificate: string;
  @Prop({ type: String, required: true }) tenant: string;
  @Prop({ type: String, required: true }) viewer: string;
  /** The agency an agent looks for. */
  @Prop({ type: String, default: null }) organisationId: string | null;
  /** Sealed JSON {as, maskedPhone}: how the viewer is told to the tenant. */
  @Prop({ type: String, required: true }) shown: string;
  @Prop({ type: String, required: true, enum: VIEWING_STATES }) state: ViewingState;
  /** Approved by being held out face to face. */
  @Prop({ type: Boolean, required: true }) face: boolean;
  @Prop({ type: Date, required: true }) askedAt: Date;
  @Prop({ type: Date, required: true }) until: Date;
  @Prop({ type: Date, default: null }) answeredAt: Date | null;
  /** The newest 50 moments it was seen. */
  @Prop({ type: [Date], required: true }) looks: Date[];
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const ViewingSchema = SchemaFactory.createForClass(Viewing);
ViewingSchema.index({ certificate: 1, viewer: 1 }, { unique: true }); // one viewer counts once
ViewingSchema.index({ tenant: 1, askedAt: -1 }); // viewers of a tenant's certificates
ViewingSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });

/** A proof of the moment that a tenant gave one viewer: kept as long as it is good, so that the viewer can fetch it. */
@Schema({ collection: 'certificate_proofs', versionKey: false })
export class GivenProof {
  /** The proof's own number, `jti`. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) viewing: string;
  @Prop({ type: String, required: true }) certificate: string;
  @Prop({ type: String, required: true }) tenant: string;
  @Prop({ type: String, required: true }) viewer: string;
  /** Sealed: the SD-JWT, which holds the masked name. */
  @Prop({ type: String, required: true }) text: string;
  @Prop({ type: Date, required: true }) madeAt: Date;
  @Prop({ type: Date, required: true }) until: Date;
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const GivenProofSchema = SchemaFactory.createForClass(GivenProof);
GivenProofSchema.index({ viewing: 1 }, { unique: true }); // one at a time for one viewer
GivenProofSchema.index({ viewer: 1, madeAt: -1 }); // what a viewer was given
GivenProofSchema.index({ tenant: 1 }); // an account's deletion
GivenProofSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });

/** 守信中介名录: one row an agency; ended by an upheld complaint, never deleted. */
@Schema({ collection: 'agency_standings', versionKey: false })
export class AgencyStanding {
  /** The organisation. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) since: string;
  @Prop({ type: Date, default: null }) endedAt: Date | null;
  /** Number of the case that ended it. */
  @Prop({ type: String, default: null }) endedBy: string | null;
}
export const AgencyStandingSchema = SchemaFactory.createForClass(AgencyStanding);
