/** Files as they are kept with a draft: by their bytes, since a file itself may be gone from the disk by then. */

export interface PackedFile {
  readonly name: string;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  readonly bytes: ArrayBuffer;
}

/** One that cannot be read is left out. */
export async function packFiles(files: readonly File[]): Promise<PackedFile[]> {
  const packed = await Promise.all(
    files.map(async (file): Promise<PackedFile[]> => {
      const { name, type, lastModified } = file;
      try {
        return [{ name, type, lastModified, bytes: await file.arrayBuffer() }];
      } catch {
        return [];
      }
    }),
  );
  return packed.flat();
}

export function unpackFiles(packed: readonly PackedFile[]): File[] {
  return packed.map(({ name, type, lastModified, bytes }) => new File([bytes], name, { type, lastModified }));
}
