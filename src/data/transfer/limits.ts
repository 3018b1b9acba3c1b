/** How large a file of records may be. Each limit stands well above what a valid file of that size needs. */

/** Bytes of a file: the largest attachment that Discord takes from everybody (https://docs.discord.com/developers/reference#uploading-files). */
export const MAX_BYTES = 10 * 1024 * 1024;

/** Records of a file. */
export const MAX_RECORDS = 10_000;

/** Works that a file of JSON lists beside its records. */
export const MAX_SOURCES = 50_000;

/** Bytes of one record in the file. The longest valid one has some 135,000 characters, escaped 490,000 bytes. */
export const MAX_RECORD_LENGTH = 512 * 1024;

/** Values of one record, those within others too. The largest valid one has some 2,500. */
export const MAX_VALUES = 5_000;

/** How many brackets may be open at once within one record. A valid one needs five. */
export const MAX_DEPTH = 16;

/** Refusals after which a file is read no further: nobody mends more in one go. */
export const MAX_REFUSALS = 1_000;
