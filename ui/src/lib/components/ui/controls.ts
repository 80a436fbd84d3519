/** The look that all controls one types into share. */
export const control =
  'w-full rounded-lg border border-input bg-card px-2.5 py-1.5 text-[14px] leading-5 pointer-coarse:py-2 pointer-coarse:text-[16px] placeholder:text-faint focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-ring aria-invalid:border-red disabled:opacity-60 disabled:bg-raised';
