package sqlite

import (
	"bytes"
	"compress/zlib"
	"context"
	"database/sql"
	"fmt"
	"io"
	"path/filepath"
)

// A backup carries small files in SQLite's own archive format
// (https://www.sqlite.org/sqlar.html): "sqlite3 -A --list FILE" shows them.
const (
	createArchive = `CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB)`
	insertFile    = `INSERT INTO sqlar (name, mode, mtime, sz, data) VALUES (?, ?, ?, ?, ?)`
	selectFiles   = `SELECT name, sz, data FROM sqlar ORDER BY name`
	findArchive   = `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'sqlar'`
)

const regularPrivate = 0o100600 // as stat(2) gives it

// maxFile bounds what a file may become when it is unpacked, in bytes.
const maxFile = 16 << 20

// putFiles stores files as they are: the format allows what is not compressed.
func putFiles(ctx context.Context, db *sql.DB, files map[string][]byte) error {
	if len(files) == 0 {
		return nil
	}
	if _, err := db.ExecContext(ctx, createArchive); err != nil {
		return err
	}
	for name, content := range files {
		if !plainName(name) {
			return fmt.Errorf("%q is not a plain file name", name)
		}
		_, err := db.ExecContext(ctx, insertFile, name, regularPrivate, 0, len(content), content)
		if err != nil {
			return fmt.Errorf("storing %s: %w", name, err)
		}
	}
	return nil
}

// takeFiles reads the files that a backup carries and removes them from it.
func takeFiles(ctx context.Context, db *sql.DB) (map[string][]byte, error) {
	there, err := first(ctx, db, scanNumber, findArchive)
	if err != nil || there == 0 {
		return nil, err
	}
	packed, err := list(ctx, db, scanFile, selectFiles)
	if err != nil {
		return nil, err
	}
	files := make(map[string][]byte, len(packed))
	for _, p := range packed {
		if files[p.name], err = p.unpack(); err != nil {
			return nil, fmt.Errorf("unpacking %q: %w", p.name, err)
		}
	}
	_, err = db.ExecContext(ctx, "DROP TABLE sqlar")
	return files, err
}

type packedFile struct {
	name string
	size int
	data []byte
}

func scanFile(row scanner) (p packedFile, err error) {
	err = row.Scan(&p.name, &p.size, &p.data)
	return p, err
}

// unpack also reads what other programs have compressed.
func (p packedFile) unpack() ([]byte, error) {
	if !plainName(p.name) {
		return nil, fmt.Errorf("not a plain file name")
	}
	if len(p.data) == p.size {
		return p.data, nil
	}
	z, err := zlib.NewReader(bytes.NewReader(p.data))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(z, maxFile+1))
	if err == nil && len(content) > maxFile {
		err = fmt.Errorf("more than %d bytes when unpacked", maxFile)
	}
	return content, err
}

// plainName keeps a file within the data folder's first level.
func plainName(name string) bool {
	return filepath.IsLocal(name) && filepath.Base(name) == name && name != "."
}
