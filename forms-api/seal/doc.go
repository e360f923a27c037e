// Package seal keeps personal data unreadable wherever it is stored. It owns
// the ring of keys, seals records under it, and derives from it the blind
// indexes, the audit log's chain and the form tokens.
//
// A ring is one text file that fits on a sheet of paper; it lives apart from
// the database and from every backup of it. Whoever has a database without its
// ring has nothing; whoever loses the ring has lost every record.
//
//	ring, made, err := seal.OpenOrCreate(path, time.Now())
//	key, err := ring.NewKey(id)              // a key for one record
//	sealed, err := key.Seal("request", text) // opened only by this record and use
//
// A record's key is XChaCha20-Poly1305, drawn at random and wrapped by the
// ring's current key. Destroying the wrapped key erases the record (GDPR
// art. 17), whatever copies of its ciphertext exist. The ledger beside the ring
// remembers what was erased, so that a restored backup forgets it again.
//
// The package serves the use cases as formsapi.Sealer. It never opens a
// database and never logs.
package seal
