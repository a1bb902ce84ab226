/** A MariaDB server is mostly addressed as mysql://; which one it is, it says itself when it is connected to. */
export function isServedBy(dialect: string | null, allowed: string): boolean {
  const both = ['mysql', 'mariadb'];
  return dialect === allowed || (both.includes(dialect ?? '') && both.includes(allowed));
}
