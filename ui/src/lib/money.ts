/** An amount as the server sends it: exact, as text. */
export interface MoneyAmount {
  amount: string;
  currency: string;
}

/** "€ 18.42"; small costs keep up to four decimals ("€ 0.004"). */
export function money(value: MoneyAmount): string {
  const number = Number(value.amount);
  const small = number !== 0 && Math.abs(number) < 0.1;
  try {
    return new Intl.NumberFormat('en', {
      style: 'currency',
      currency: value.currency,
      currencyDisplay: 'narrowSymbol',
      ...(small ? { minimumFractionDigits: 2, maximumFractionDigits: 4 } : {}),
    })
      .format(value.amount as unknown as number)
      .replace(/^(-?)([^\d\s-]+)(?=\d)/, '$1$2\u00a0');
  } catch {
    return `${value.amount} ${value.currency}`;
  }
}
