// Package rights tags passages from embedded schemes and models.
package rights
