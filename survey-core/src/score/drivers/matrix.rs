//! A small symmetric matrix and its inverse.

/// Square, row by row.
pub(super) struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    pub(super) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    pub(super) fn get(&self, row: usize, column: usize) -> f64 {
        self.cells.get(row * self.size + column).copied().unwrap_or(0.0)
    }

    pub(super) fn add(&mut self, row: usize, column: usize, amount: f64) {
        if let Some(cell) = self.cells.get_mut(row * self.size + column) {
            *cell += amount;
        }
    }

    /// The inverse of a symmetric positive definite matrix, by Cholesky's factors; None where it has none.
    pub(super) fn inverse(&self) -> Option<Self> {
        let factor = self.cholesky()?;
        let mut inverse = Self::zero(self.size);
        for column in 0..self.size {
            // Forward, then backward substitution of one unit vector.
            let mut solution = vec![0.0; self.size];
            for row in 0..self.size {
                let known: f64 = (0..row).map(|k| factor.get(row, k) * solution[k]).sum();
                let unit = if row == column { 1.0 } else { 0.0 };
                solution[row] = (unit - known) / factor.get(row, row);
            }
            for row in (0..self.size).rev() {
                let known: f64 = (row + 1..self.size).map(|k| factor.get(k, row) * solution[k]).sum();
                solution[row] = (solution[row] - known) / factor.get(row, row);
            }
            for (row, value) in solution.into_iter().enumerate() {
                inverse.add(row, column, value);
            }
        }
        Some(inverse)
    }

    /// The lower factor L with L Lᵀ = self.
    fn cholesky(&self) -> Option<Self> {
        let mut factor = Self::zero(self.size);
        for row in 0..self.size {
            for column in 0..=row {
                let known: f64 = (0..column).map(|k| factor.get(row, k) * factor.get(column, k)).sum();
                let rest = self.get(row, column) - known;
                if row != column {
                    factor.add(row, column, rest / factor.get(column, column));
                } else if rest > self.get(row, row) * 1e-12 {
                    factor.add(row, row, rest.sqrt());
                } else {
                    // This column is a combination of those before it.
                    return None;
                }
            }
        }
        Some(factor)
    }
}
